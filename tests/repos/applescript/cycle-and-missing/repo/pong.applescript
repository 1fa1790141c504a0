property ping : load script file "ping.scpt"
set store to "load script file \"unused.scpt\""
