#include "all.h"
int list_length(struct list *l) { int n = 0; for (; l; l = l->next) n++; return n; }
