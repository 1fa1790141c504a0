def d := 1
