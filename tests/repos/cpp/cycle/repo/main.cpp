#include "parent.h"
int main() { return 0; }
