module Shapes.Units where
metre :: Int
metre = 1
