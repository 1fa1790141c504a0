module Right =
  let b = Left.a
