package main

import (
	store "example.com/m/db"
	. "example.com/m/dot"
	_ "example.com/m/plugin"
	"example.com/m/web/v2"
)

func main() {
	store.Open()
	Hello()
	web.Serve()
}
