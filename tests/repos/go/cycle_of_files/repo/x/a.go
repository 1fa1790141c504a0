package x

func A(n int) int { return B(n) }
