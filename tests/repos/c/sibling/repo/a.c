#include <stdio.h>
#include "a.h"
int main(void) { return 0; }
