structure Table = struct fun find x = x end
