module type S = sig type t end
