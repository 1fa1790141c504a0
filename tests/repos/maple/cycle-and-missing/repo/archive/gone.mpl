Gone := 1:
