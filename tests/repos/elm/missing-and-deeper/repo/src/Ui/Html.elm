module Ui.Html exposing (..)
