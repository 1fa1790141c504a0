set e = 5
