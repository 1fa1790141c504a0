package app

fun helper(text: String) = println(text)

fun unused() = 1
