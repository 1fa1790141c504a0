package util

var X = 1
