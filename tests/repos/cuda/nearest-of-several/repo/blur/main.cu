#include "common.cuh"
#include "kernels/gauss.cuh"
int main() { return TILE; }
