namespace Web
module Json =
    let write x = sprintf "%A" x
