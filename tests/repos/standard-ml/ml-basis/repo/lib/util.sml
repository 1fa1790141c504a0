structure Util : UTIL = struct fun id x = x end
