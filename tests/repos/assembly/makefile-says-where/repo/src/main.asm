%include "regs.inc"
