#define FAST 1
