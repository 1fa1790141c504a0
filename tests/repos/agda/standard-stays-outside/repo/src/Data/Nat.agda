module Data.Nat where
