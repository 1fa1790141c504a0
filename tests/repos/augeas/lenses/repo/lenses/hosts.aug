(* Parsing /etc/hosts *)
module Hosts =
  autoload xfm
  let word = /[^# \n\t"(*]+/
  let record = [ seq "host" . Sep.tab . Util.del_str "Other.x" . Rx.ip . Util.eol ]
  let lns = (Util.empty | record)*
  let xfm = transform lns (incl "/etc/hosts")
