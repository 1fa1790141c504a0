module Orbit
include("body.jl")
include("force.jl")
end
