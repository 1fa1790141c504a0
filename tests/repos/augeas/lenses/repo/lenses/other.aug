module Other =
  let x = "x"
