old() = 1
