package a

object Ghost
