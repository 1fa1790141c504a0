module type S = sig val decode : int end
