include("lib/tools.jl")
include("lib/missing.jl")
include(joinpath(@__DIR__, "lib", "plots.jl"))
include("$(name).jl")
using DataFrames
tidy(1)
