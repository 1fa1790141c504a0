(* Old.lns (* Old.lns *) Old.lns *)
module Shop =
  autoload xfm
  let re = /Old.lns"|[(*]/
  let text = "Old.lns \" Old.lns"
  let lns = Price.entry
  let xfm = transform lns (incl "/etc/Old.conf")
