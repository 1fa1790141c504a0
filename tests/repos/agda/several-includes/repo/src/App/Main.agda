module App.Main where
open import App.Types
open import Check.Equal using (same)
open import Types
