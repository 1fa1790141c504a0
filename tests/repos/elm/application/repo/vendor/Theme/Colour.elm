module Theme.Colour exposing (..)
red = 1
