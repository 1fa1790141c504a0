step := x -> x + 1:
