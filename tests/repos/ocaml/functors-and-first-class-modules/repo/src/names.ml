module M = Tree.Make (Text) 
include Defaults
let packed = (module Text : Ordered.S)
let r = { Record.field = 1 }
exception Bad of Problem.t
let h = function Variant.A -> 1 | Some_constructor -> 2
let s = Suffix.(a + b)
