#ifdef _WIN32
#include "windows/port.h"
#else
#  include "unix.h"
#endif
int main(void) { return 0; }
