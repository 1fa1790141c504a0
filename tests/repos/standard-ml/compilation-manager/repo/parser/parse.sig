signature PARSE = sig val parse : string -> int end
