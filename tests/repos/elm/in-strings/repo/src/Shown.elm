module Shown exposing (..)
