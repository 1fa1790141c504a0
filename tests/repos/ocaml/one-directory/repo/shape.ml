open Units
type t = Circle of metre
let area (Circle r) = r
