val _ = Util.id (1 : Types.t)
