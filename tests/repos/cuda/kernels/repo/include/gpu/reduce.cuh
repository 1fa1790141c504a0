#pragma once
__global__ void reduce(float *x);
