#include "common.cuh"
__constant__ float weights[2 * RADIUS + 1];
