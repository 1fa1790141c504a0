module Util where
port :: Int
port = 80
