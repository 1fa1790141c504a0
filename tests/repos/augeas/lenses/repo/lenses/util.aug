module Util =
  let del_str (s:string) = del s s
  let eol = del /[ \t]*\n/ "\n"
  let empty = [ eol ]
