module Hidden exposing (..)
