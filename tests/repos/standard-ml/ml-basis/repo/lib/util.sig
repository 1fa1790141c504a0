signature UTIL = sig val id : 'a -> 'a end
