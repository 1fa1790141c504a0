let run () = Str.regexp Level.x
