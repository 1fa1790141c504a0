import Shapes.Basic
import Shapes.Area
