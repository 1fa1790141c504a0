namespace Shop.Core

open System.Collections.Generic
open Shop.Core.Internal

// open Shop.Core.Unused
(* Unused.nothing (* nested *) *)
type Order = { Id: int; Total: Money }

module Orders =
    let total (orders: Order list) = Log.write "Unused.nothing"; Money.zero
