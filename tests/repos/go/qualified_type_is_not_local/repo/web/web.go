package web

type Handler struct{}
