package app

import lib.Syntax._

object Main { val x = lift(1) }
