#pragma once
#ifdef __CUDACC__
#include "vec_device.cuh"
#else
#include "vec_host.h"
#endif
