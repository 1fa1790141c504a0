area <- function(x, ...) UseMethod("area")
area.circle <- function(x, ...) pi * base::sqrt(x$r)
summary.circle <- function(object, ...) stats::filter(area(object))
