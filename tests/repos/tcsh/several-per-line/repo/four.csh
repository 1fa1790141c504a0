set d = 4
