#version 450

#include "sizes.comp"

layout(local_size_x = 16, local_size_y = 16) in;

void main() {
    store(gl_GlobalInvocationID.xy, load(gl_GlobalInvocationID.xy) / float(RADIUS));
}
