#include <p.h>
int main(void) { return 0; }
