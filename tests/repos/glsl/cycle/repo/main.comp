#version 450
#include "grid.glsl"
void main() {}
