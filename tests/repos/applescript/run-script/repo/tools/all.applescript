run script file "first.applescript"
set p to "second.applescript"
run script (POSIX file "/usr/share/third.scpt")
# run script file "second.applescript"
