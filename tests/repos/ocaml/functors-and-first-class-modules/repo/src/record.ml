type t = { field : int }
