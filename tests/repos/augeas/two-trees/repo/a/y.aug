module Y = let v = "a"
