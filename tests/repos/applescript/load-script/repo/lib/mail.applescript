(* run script "dates.applescript" (* nested *) *)
on send(message)
end send
