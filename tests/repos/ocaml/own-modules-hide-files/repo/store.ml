module type S = sig val get : int end
