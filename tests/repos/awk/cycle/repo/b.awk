@include "a.awk"
@include "../outside.awk"
BEGIN { print "b" }
