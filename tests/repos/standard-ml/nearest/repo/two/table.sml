structure Table = struct fun find x = NONE end
