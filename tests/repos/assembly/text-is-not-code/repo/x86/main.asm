; %include "old.inc"
%include "io.inc" ; %include "old.inc"
section .data
include_old: db "%include 'old.inc'", 0
help db 'see include old.inc', 0
