module Acme.Colours
let red = "#f00"
