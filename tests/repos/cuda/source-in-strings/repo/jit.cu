#include "common.cuh"
// #include "kernel.cuh"
/*
#include "kernel.cuh"
*/
const char *first = "#include \"kernel.cuh\"\n";
const char *second = R"(
#include "kernel.cuh"
extern "C" __global__ void run(float *x) { *x = twice(*x); }
)";
