module Log =
  let word = Sys_Logger.word
