#include "board.h"
/* .include "old.s"
.include "old.s" */
@ .include "old.s"
// .include "old.s"
text: .asciz ".include \"old.s\""
