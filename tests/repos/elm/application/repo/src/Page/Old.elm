module Page.Old exposing (..)
