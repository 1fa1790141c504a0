module Price =
  let entry = key "price"
