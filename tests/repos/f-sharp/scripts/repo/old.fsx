let clean () = ()
