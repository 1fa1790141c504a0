set a 1
