finish <- function() core::start()
library(core)
go <- function() scale()
