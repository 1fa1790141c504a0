structure Parse : PARSE = struct fun parse s = size s end
