good(1).
