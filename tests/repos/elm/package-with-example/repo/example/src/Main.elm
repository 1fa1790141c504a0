module Main exposing (main)
import Dice
import Helper
