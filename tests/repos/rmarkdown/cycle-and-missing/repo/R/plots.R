draw <- function(x) plot(x)
