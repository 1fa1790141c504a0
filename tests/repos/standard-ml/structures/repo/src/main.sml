structure Main =
struct
  (* structure Unused = Unused (* nested *) *)
  structure Queue = QueueFun (structure S = Stack)
  val text = "Unused.go"
  val c = #"\""
  val _ = List.app print ["x"]
  fun main () = Queue.add 1
end
