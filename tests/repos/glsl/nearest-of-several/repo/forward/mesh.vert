#version 330
#include "common.glsl"
