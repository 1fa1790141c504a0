package app

class Entry

fun build() = Entry()
