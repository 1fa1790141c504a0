namespace Acme.Drawing

open Acme.Geometry
open type System.Math

type Line(a: Point, b: Point) =
    member _.Length = distance a b
    member _.Colour = Acme.Colours.red
    member _.Start = 'o'
