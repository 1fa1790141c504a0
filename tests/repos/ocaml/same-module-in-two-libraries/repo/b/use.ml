let f : Types.t = 1
let g = Alpha.Types.x
