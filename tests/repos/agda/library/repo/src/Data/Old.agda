module Data.Old where
