#include "sort.cuh"
#include <prims/scan.h>
void sort(int *keys, int n) {}
