stack <- function(x) dplyr::filter(x)
filter <- function(x) x
