set red = 1
