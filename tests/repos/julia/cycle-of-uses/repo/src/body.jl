struct Body
    mass::Float64
end
move(b::Body) = pull_of(b) / b.mass
