module Chapter.Nat where
