$shared = 1
