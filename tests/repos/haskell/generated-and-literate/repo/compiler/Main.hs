module Main (main) where
import Lang.Grammar
import Lang.Lexer
import Lang.Native
import Lang.Value
main :: IO ()
main = pure ()
