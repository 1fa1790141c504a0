@include "util"
BEGIN { print up("a") }
