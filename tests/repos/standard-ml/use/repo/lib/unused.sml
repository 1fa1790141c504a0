val unused = ()
