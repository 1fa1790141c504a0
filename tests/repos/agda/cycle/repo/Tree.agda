module Tree where
open import Tree.Fold public
