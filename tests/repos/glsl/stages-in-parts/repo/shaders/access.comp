layout(binding = 0, rgba8) uniform image2D picture;

vec4 load(uvec2 at) { return imageLoad(picture, ivec2(at)); }
void store(uvec2 at, vec4 colour) { imageStore(picture, ivec2(at), colour); }
