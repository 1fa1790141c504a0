#include <string.h>
#include <sys/types.h>
#include <stdint.h>
#include <errno.h>
#include "math.h"
int main(void) { return 0; }
