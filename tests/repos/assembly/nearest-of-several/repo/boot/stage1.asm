bits 16
%include "print.inc"
