module Tiny
using JSON, Dates
import Base: show
include("core.jl")
include("gone.jl")
for part in ["extra"]
    include(part * ".jl")
end
end
