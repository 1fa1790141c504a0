import Shapes.Basic
