structure B =
struct
  structure A = Array
  val y = A.sub
end
