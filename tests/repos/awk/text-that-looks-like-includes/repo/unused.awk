END { print "unused" }
