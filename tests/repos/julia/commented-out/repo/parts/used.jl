used() = 1
