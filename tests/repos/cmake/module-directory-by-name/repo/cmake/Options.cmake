option(OUTER_FAST "fast" ON)
