structure Unused = struct fun go () = () end
