def map := 0
