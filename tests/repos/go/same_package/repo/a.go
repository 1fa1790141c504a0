package p

type A struct{ b *B }

func run(limit int) int { return limit }
