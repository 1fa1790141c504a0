module Data.Cart exposing (..)
