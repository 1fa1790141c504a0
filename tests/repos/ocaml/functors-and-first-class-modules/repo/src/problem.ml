type t
