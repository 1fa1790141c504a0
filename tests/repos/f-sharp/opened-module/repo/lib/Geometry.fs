module Acme.Geometry

type Point = { X: float; Y: float }
let distance a b = sqrt ((a.X - b.X) ** 2.0 + (a.Y - b.Y) ** 2.0)
let origin = { X = 0.0; Y = 0.0 }
