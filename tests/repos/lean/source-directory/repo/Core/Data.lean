def old := 1
