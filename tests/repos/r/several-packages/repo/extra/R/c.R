again <- function() finish()
twice <- function() 1
