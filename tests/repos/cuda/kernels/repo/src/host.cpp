#include "gpu/reduce.cuh"
int main() {}
