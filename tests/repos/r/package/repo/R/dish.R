setClass("Dish")
bake <- function() Oven$new()
