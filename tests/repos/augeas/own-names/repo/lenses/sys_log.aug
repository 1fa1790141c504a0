module Sys_Log =
  let lns = [ key Sys.word . Missing.eol ]
