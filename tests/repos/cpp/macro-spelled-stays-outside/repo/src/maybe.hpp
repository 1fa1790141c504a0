#define MAYBE 1
