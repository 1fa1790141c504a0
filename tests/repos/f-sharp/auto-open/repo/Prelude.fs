[<AutoOpen>]
module Web.Prelude

let (|Prefix|_|) (p: string) (s: string) = if s.StartsWith p then Some s else None
let twice x = x + x
