let create = 1
