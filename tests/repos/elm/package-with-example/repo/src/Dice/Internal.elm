module Dice.Internal exposing (..)
