%include "gone.inc"
include <win64.inc>
; %include "b.inc"
includes db 1
text db "include b.inc", 0
