package app

open class B
