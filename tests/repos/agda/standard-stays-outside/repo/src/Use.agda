module Use where
open import Data.List using (List)
open import Data.Nat
open import Data.Nat.Base
open import Agda.Builtin.Nat
