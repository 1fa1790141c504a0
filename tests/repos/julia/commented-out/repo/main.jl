#= include("parts/old.jl")
   #= nested =# include("parts/old.jl") =#
"""
    include("parts/old.jl")
"""
start() = println("include(\"parts/old.jl\")")
text = raw"""
include("parts/old.jl")
"""
mark = '"'; include("parts/used.jl")
