#ifndef GRID
#define GRID
#include "cell.glsl"
#endif
