package lib

fun String.shout() = uppercase()
