type t = A
