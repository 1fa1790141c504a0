module Relation.Equal where
open import Data.Unit
