module X = let v = Y.v
