module Data.Unit where
