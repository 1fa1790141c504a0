functor QueueFun (structure S : STACK) : QUEUE =
struct
  structure Q = S
  fun add x = Q.push x
end
