example_plate <- function() new("Plate")
