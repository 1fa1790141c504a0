@include "lib/strings.awk"
@include "lib/dates"
# @include "lib/unused.awk"
BEGIN { print "@include \"lib/unused.awk\"" }
/"/ { n++ }   # a quote in a regular expression
@include "totals.awk"
