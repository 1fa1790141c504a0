module Alone.Main
open Tools
let run () = Result.map id (Ok 1)
