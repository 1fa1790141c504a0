package lib

object Syntax { def lift(x: Int) = Some(x) }
