package main

func Sys() {}
