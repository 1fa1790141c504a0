#version 330 core
#include <common>
#include <lights/phong.glsl>
#pragma glslify: noise = require(./noise)
#pragma glslify: blur = require('../lib/blur', size = 3)
#pragma include "fog.glsl"
// #include "unused.glsl"
/* #include "unused.glsl" */
#include "gone.glsl"
void main() {}
