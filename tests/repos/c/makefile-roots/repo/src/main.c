#include <vm.h>
#include <more.h>
int main(void) { return 0; }
