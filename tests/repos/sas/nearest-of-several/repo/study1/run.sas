%init
