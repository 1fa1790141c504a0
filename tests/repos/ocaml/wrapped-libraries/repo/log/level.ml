type t = Info
