module Main
import Helper
main : IO ()
