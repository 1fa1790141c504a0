module Beta
using Alpha: start
import Alpha
include("run.jl")
struct Config end
end
