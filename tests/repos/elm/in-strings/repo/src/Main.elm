module Main exposing (main)

{-| Start.

import Hidden

-}

import Shown

{- one {- two -}
import Hidden
-}


main =
    """
import Hidden
"""
