@include "chars.awk"
function trim(s) { gsub(/^[ \t]+|[ \t]+$/, "", s); return s }
