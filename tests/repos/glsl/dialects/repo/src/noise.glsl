float noise() { return 0.0; }
#pragma glslify: export(noise)
