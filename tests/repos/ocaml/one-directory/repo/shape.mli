type t
val area : t -> Units.metre
