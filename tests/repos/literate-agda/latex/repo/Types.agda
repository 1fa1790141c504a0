module Types where
open import Lambda
