(* Comment.x *)
module S = Shape
let total shapes = List.fold (fun sum s -> sum + S.area s) shapes
let () = print_int (String.length (Printf.sprintf "%d" List.length))
