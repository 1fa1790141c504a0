module Y = let v = "b"
