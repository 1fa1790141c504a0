package app

import lib.shout

fun main() {
    helper("a".shout())
    local()
}

fun local() = 1
