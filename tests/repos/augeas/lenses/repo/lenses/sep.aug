module Sep =
  (* Variable: tab; Other.x is no use *)
  let tab = Util.del_str "\t"
