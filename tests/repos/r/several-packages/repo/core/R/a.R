start <- function() finish()
scale <- function() 1
