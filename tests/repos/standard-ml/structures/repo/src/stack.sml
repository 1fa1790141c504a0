structure Stack :> STACK =
struct
  type 'a stack = 'a list
  fun push (x, s) = x :: s
end
