check_shape = function(x) {
  stopifnot(is.numeric(x))
  x |> measure()
}
