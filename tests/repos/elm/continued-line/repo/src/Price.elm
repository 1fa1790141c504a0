module Price exposing (..)
