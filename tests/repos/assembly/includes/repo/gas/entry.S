#include "config.h"
#include <asm/layout.h>
#include <stdio.h>
/* .include "unused.s" */
	.text
	.include "vectors.s"
# include is a word
	.incbin "blob.bin"
