package p

type B struct{}

func (b B) A() A { return A{} }
