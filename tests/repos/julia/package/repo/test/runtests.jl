using Grids
using Test
include("helpers.jl")
@test length(Grid([1], 1)) == helper()
