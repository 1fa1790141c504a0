module Cli.Main
open Tools
open Tools.Net
let run () = Http().Get(Ok 1) |> Ok |> Result.get
