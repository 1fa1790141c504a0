package app.util

object Text { def go(x: Any) = x }
