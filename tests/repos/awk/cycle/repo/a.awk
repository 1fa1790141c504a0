@include "b.awk"
BEGIN { x = y / 2; print "a" }
