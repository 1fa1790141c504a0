source b.csh
source gone.csh
source ../outside.csh
