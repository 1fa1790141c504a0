__global__ void scan_kernel(const int *in, int *out, int n) {}
void scan(const int *in, int *out, int n) { scan_kernel<<<1, n>>>(in, out, n); }
