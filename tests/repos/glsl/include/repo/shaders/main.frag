#version 450
#include "common/light.glsl"
#include <noise.glsl>
void main() {}
