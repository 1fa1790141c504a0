module Page exposing (..)
