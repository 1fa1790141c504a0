	.globl v
v:
