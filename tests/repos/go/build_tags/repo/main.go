package main

func main() { Sys() }
