module Acme.Empty
open Acme.Geometry
let x = "origin"
