def s := 1
