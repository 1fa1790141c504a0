signature QUEUE = sig val add : int -> int end
