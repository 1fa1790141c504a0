let () = ignore Names.r
