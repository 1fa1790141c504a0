package b

object Deep { val x = 1 }
