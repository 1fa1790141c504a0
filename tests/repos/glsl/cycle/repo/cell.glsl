#ifndef CELL
#define CELL
#include "grid.glsl"
#endif
