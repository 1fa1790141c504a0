option(INNER_FAST "fast" OFF)
