def a := 1
