%include "macros.inc"
%include "gone.inc"
