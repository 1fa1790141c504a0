val print : Level.t -> unit
