set pong to load script file "pong.scpt"
set gone to load script file "gone.scpt"
