Unused := 1:
