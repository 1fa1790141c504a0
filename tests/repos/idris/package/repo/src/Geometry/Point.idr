module Geometry.Point

import Data.Vect
--import Geometry.Unused
{- import Geometry.Unused {- nested -}
import Geometry.Unused -}
||| import Geometry.Unused
export
text : String
text = """
import Geometry.Unused
"""
quote : Char
quote = '"'
