#include "generated.h"
#include <zlib.h>
#include <../escape.h>
#include "../../outside.h"
#include MACRO_HEADER
#include "not/util.h"
int main(void) { return 0; }
