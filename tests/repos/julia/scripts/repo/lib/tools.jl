tidy(x) = x
