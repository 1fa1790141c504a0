module Data.Pair where

open import Relation.Equal using (_≡_)
import Data.Unit as U
open import Agda.Primitive public

-- open import Data.Old
{- open import Data.Old -}

module Inner where
  open import Data.Late hiding (x)
