#include <cuda_runtime.h>
#include <gpu/reduce.cuh>
#include "shared.h"
__global__ void reduce(float *x) { x[threadIdx.x] = 0; }
