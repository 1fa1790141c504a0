package lib

object C
