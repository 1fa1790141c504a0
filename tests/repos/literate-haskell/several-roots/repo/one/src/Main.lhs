> module Main where
> import Types
