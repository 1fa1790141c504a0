package app

data class Model(val name: String)
