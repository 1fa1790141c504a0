module Shapes.Comment where
