open App
[<EntryPoint>]
let main _ = A.run (); 0
