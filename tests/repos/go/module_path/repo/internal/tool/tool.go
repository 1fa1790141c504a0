package tool

func Make() int { return 1 }
