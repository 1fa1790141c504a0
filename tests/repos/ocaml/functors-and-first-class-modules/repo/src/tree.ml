module Make (Key : Ordered.S) = struct type t = Key.t end
