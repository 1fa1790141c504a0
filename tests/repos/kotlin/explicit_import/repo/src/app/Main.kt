package app

import lib.Tool
import kotlin.math.max

fun main() {
    println(max(1, Tool().size))
}
