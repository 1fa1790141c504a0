#define REAL real(8)
