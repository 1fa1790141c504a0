bits 64
%include "print.inc"
