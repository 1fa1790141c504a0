module Util where
twice :: Int -> Int
twice = (* 2)
