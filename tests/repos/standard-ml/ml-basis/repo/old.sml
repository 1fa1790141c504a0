val old = ()
