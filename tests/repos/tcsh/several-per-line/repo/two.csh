set b = 2
