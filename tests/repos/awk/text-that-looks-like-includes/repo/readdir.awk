END { print "no library" }
