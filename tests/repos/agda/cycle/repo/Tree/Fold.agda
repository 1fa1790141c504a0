module Tree.Fold where
open import Tree.Leaf
