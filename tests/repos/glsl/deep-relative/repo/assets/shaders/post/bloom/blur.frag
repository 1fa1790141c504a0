#version 450
#include "../../lib/colour.glsl"
  #  include "../screen.glsl"
#include "./kernel.h"
