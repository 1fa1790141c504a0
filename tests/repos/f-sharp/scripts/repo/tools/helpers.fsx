#load "paths.fs"
let clean () = printfn "%s" Paths.output
