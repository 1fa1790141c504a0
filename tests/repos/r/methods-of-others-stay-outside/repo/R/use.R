use <- function() draw(area.circle(list(r = 1)))
