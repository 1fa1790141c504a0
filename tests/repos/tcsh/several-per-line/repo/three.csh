set c = 3
