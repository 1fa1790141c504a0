module Pages exposing (..)
