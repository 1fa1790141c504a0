module Old =
  let lns = key "old"
