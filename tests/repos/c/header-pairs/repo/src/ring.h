#define T int
#include "ring.c"
