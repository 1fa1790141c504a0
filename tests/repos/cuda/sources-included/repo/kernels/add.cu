__global__ void add(const float *a, float *b) { b[threadIdx.x] += a[threadIdx.x]; }
