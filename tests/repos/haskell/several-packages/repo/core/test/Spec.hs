module Main where
import Core
import Support.Values
import Util
main :: IO ()
main = pure ()
