package m

type Handler struct{}

var _ = Handler{}
