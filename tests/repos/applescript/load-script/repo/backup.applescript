--load script file "old.scpt"
property here : (path to me as text) & "::"
set dates to load script file (here & "lib:dates.scpt")
set mail to (load script POSIX file "lib/mail.scpt")
log "load script lib/unused.applescript"
