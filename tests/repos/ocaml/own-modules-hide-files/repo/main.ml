module Cache = struct let get = 1 end
module Run (Store : Store.S) = struct let go = Store.get end
let f (module Codec : Codecs.S) = Codec.decode
let x = Cache.get
let y = let module Local = Table in Local.find
module Queue = Queue
let z = Queue.push
