package main

import (
	"fmt"
	"github.com/dep"
	"github.com/me/project/pkg/util"
)

func main() { fmt.Println(util.X, dep.Y) }
