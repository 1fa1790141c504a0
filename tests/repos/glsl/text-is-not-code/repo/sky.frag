#version 450
#extension GL_GOOGLE_include_directive : require
#include "sun.glsl"
// #include "moon.glsl"
/*
#include "moon.glsl"
*/
#define MOON "moon.glsl"
#include MOON
#pragma optimize(on)
void main() {}
