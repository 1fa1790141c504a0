file(WRITE ${OUT} now)
