{-# LANGUAGE PackageImports #-}
-- import Shapes.Comment
{- import Shapes.Block -}
module Shapes (module Shapes.Circle, area) where

import Data.List (sortBy)
import qualified Data.Map as Map
import Shapes.Circle
import qualified Shapes.Square as S hiding (side)
import Shapes.Types qualified as T
import "shapes" Shapes.Units (metre)
import Numeric.Natural

area :: String
area = "import Shapes.Text"
