package lib

object D { def make = 1 }
