module Main
import Types
import Engine
