module Shapes.Types where
newtype Shape = Shape Int
