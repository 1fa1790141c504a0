let get = 2
