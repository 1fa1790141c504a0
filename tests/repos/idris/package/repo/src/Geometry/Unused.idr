module Geometry.Unused
