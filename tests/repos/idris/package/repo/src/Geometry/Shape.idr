module Geometry.Shape
import public Geometry.Point
import Geometry.Colour as C
import Geometry.Missing
