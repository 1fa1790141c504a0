module Printer where
import Token
pretty :: Token -> String
