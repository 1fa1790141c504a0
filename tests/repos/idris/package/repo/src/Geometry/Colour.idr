module Geometry.Colour
