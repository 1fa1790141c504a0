let decode = 1
