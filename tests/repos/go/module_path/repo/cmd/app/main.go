package main

import (
	"fmt"

	"example.com/shop/internal/tool"
	"github.com/other/tool2"
)

func main() {
	fmt.Println(tool.Make(), tool2.Go())
}
