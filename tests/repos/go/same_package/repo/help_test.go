package p

import "testing"

func check(t *testing.T, x any) {}

func run2() {}
