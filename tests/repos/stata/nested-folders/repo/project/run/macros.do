local a 1
