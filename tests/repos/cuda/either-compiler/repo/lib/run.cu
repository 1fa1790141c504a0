#include "vec.h"
#define TUNING "tuned.cuh"
#include TUNING
__global__ void run(Vec *v) {}
