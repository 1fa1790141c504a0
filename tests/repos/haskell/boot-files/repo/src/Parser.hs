module Parser where
import {-# SOURCE #-} Printer (pretty)
import Token
parse :: String -> Token
parse _ = pretty `seq` Token
