setClass("Plate", contains = "Dish")
Oven <- R6::R6Class("Oven")
