package x

func B(n int) int { return C(n) }
