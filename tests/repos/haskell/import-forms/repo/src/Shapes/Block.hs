module Shapes.Block where
