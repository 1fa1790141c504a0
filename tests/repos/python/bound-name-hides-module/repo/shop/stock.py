stock = 1
