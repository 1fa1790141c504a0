#version 300 es
#include <fog_pars_fragment>
#include "engine/fog.glsl"
#pragma glslify: fog = require(glsl-fog)
#import "bevy_pbr/forward.wgsl"
void main() {}
