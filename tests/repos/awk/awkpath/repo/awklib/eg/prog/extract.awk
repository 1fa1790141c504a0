@include "getopt.awk"
@include "inplace"
BEGIN { exit }
