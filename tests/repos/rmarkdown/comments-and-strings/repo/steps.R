steps <- 1:3
