namespace Web

[<AutoOpen>]
module Core =
    type Handler = string -> string
    let route (path: string) : Handler = fun s -> path + s

    let private helper () =
        let inner = 1
        inner
