#include "lib/a.h"
#include <lib/a.h>
#include <b.h>
int main(void) { return 0; }
