structure Types = struct type t = int end
