package app

import lib.Tool as Instrument
import lib.deep.*

class Main(val instrument: Instrument) : Base() {
    fun run(): Leaf? = null
}
