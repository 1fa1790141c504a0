package main

import (
	"example.com/lib"
	"example.com/old"
	"example.com/x/tools/gen"
)

func main() { lib.Run(gen.Out, old.Thing) }
