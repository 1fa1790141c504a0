module Shapes.Square where
import Shapes.Types
square :: Shape
square = Shape 2
