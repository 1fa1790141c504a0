load <- function() 1
