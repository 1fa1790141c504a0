run() = (start(), Config(), Alpha.start())
