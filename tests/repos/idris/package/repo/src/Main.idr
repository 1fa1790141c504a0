module Main
import Geometry.Shape
