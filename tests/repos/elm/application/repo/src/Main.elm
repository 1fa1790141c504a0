module Main exposing (main)
-- import Page.Old
{- import Page.Old -}
import Browser
import Html exposing (Html, div)
import Page.Home as Home
import Route exposing (Route(..))

main = "import Page.Old"
