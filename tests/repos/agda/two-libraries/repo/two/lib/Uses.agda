module Uses where
open import Util
open import Base
