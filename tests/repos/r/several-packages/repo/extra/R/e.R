both <- function() twice()
