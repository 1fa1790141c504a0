module Paths
let output = "out"
