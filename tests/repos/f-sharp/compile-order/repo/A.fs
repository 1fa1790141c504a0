module App.A
// B comes later: this B is another one
let run () = B.go ()
