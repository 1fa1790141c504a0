source("lib/format.R")
