set(C 1)
