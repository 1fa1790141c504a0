package main

import (
	"errors"

	"example.com/m/go-yaml"
)

func main() {
	yaml.Parse(errors.New("x"))
}
