module Other
open Web
let write x = inner x
type T = String
