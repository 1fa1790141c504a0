set p = 1
