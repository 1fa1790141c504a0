twice <- function() 2
