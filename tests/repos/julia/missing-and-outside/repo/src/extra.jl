extra() = 1
