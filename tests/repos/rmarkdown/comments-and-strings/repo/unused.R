unused <- 1
