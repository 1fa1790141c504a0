module Base where
open import Util
