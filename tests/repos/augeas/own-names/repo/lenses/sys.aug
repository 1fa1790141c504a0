module Sys =
  let word = /[a-z]+/
  let lns = [ key Sys.word . Build.opt ]
