module App.B
let go () = ()
