#extension GL_EXT_shader_16bit_storage : require

#include "access.comp"

#define RADIUS 4
