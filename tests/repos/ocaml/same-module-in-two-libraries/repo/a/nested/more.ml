let g = Types.x
