def old := 0
