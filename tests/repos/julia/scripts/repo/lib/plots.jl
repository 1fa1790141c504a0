tidy(x) = 2x
