module Printer where
import Parser
import Token
pretty :: Token -> String
pretty _ = ""
