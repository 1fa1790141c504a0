INCLUDE "Constants.asm"
include hardware.inc
  GET     table.s
