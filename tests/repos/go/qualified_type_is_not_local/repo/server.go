package m

import "example.com/m/web"

type Server struct {
	handler web.Handler
	_       map[string]*web.Handler
}
