module Grids

using LinearAlgebra
using .Shapes: area

include("types.jl")
include(joinpath("io", "read.jl"))
include("shapes.jl")
# include("old.jl")
"include(\"old.jl\")"

const LIMIT = 10

end
