let f : Types.t = 1
