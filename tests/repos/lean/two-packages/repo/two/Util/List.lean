def b := 1
