trim <- function(x) x
measure <- function(x) nchar(x)
helper_inner <- function() 1
hidden_doc <- function() 1
commented_out <- function() 1
`%+%` <- function(a, b) c(a, b)
.cache <- new.env()
