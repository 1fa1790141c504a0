message(FATAL_ERROR "nobody includes this")
