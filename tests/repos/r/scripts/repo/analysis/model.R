run <- function() 1
