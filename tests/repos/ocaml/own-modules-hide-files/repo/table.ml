let find = 1
