module Shapes.Text where
