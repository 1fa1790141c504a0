module Helper exposing (..)
