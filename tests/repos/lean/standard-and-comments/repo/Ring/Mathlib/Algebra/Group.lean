def group := 0
