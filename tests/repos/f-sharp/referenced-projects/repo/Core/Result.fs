namespace Tools
module Result =
    let get r = match r with Ok x -> x | Error e -> failwith e
