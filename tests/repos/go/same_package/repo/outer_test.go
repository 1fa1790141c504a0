package p_test

import "example.com/p"

var _ = p.A{}
