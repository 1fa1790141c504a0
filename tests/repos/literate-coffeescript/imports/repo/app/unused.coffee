export unused = 1
