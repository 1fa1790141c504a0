#' Uses hidden_doc()
#' @export
plate <- function(x, round = TRUE) {
  check_shape(x)
  inner <- function() helper_inner()
  inner()
  # commented_out()
  out <- lapply(x, trim)
  plates::stack(out) %+% list("commented_out()")
}
