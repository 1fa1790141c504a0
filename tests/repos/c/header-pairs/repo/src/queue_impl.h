#include "queue.c"
