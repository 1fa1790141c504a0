package x

func C(n int) int {
	if n > 0 {
		return A(n - 1)
	}
	return n
}
