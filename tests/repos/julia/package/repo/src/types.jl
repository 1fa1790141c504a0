abstract type AbstractGrid end

struct Grid{T} <: AbstractGrid
    cells::Vector{T}
    size::Int
end

Base.length(g::Grid) = g.size
step!(g::Grid) = advance(g)
advance(g::Grid) = LIMIT
