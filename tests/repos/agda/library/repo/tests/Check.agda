module Check where
open import Data.Pair
