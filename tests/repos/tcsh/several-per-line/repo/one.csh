set a = 1
