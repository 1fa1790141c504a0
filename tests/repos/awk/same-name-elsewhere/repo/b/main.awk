@include "util.awk"
BEGIN { print up("b") }
