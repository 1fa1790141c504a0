module Main exposing
    ( main
    )
import
    Data.Cart
        as Cart
        exposing
            ( Cart
            , Price
            )
import Data.Item exposing (Item(..), Price)
main = Cart.empty
