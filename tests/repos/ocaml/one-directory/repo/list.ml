let length = 1
