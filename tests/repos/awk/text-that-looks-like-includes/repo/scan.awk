@namespace "scan"
@load "readdir"
$1 == "@include" { files[$2]++ }
/^@include "unused.awk"/ { next }
BEGIN { doc = "one \
@include \"unused.awk\"" }
   @include "real.awk" # @include "unused.awk"
function read(f) { while ((getline line < "unused.awk") > 0) n++ }
