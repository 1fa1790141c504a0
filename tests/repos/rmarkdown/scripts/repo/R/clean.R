source("R/unused.R")
