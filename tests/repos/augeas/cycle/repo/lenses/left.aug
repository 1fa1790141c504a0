module Left =
  let a = key "a"
  let both = Right.b
