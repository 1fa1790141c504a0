signature STACK =
sig
  type 'a stack
  val push : 'a * 'a stack -> 'a stack
end
