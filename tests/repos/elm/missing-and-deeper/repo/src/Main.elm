module Main exposing (main)
import Html
import Json.Decode
import Page.Gone
import Pages
