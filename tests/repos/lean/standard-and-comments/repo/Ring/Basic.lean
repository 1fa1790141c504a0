def one := 1
