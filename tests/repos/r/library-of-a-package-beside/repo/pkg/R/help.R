assist <- function() 1
