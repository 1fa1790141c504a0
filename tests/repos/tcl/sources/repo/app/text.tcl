set c 1
