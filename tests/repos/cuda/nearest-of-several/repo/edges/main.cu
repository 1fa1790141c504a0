#include "common.cuh"
int main() { return TILE; }
