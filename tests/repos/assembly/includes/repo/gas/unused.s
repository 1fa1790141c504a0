	.globl u
u:
