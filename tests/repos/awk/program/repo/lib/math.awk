function mean(x) { return x }
