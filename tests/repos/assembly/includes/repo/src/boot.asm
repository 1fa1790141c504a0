; %include "unused.inc"
%include "macros.inc"
%include 'gdt.asm'
section .text
start:  incbin "logo.bin"
  mov si, text  ; include "unused.inc"
text: db 'include "unused.inc"', 0
