let print Level.Info = ()
