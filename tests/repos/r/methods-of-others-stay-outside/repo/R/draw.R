draw <- function(x) {
  x$area
  print(x); c(1, sum(x)); graphics::plot(x)
}
filter <- function(x) x
