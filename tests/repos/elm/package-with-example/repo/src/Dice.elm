module Dice exposing (roll)
import Dice.Internal
import Random
