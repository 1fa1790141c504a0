let run () = ()
