set e 1
