module Page.Home exposing (view)
import Route
import Theme.Colour as Colour
view = Colour.red
