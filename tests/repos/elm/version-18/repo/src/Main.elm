module Main exposing (..)
import Clock
import Button exposing (button)
