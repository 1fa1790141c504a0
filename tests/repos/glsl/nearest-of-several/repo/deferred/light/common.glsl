uniform vec3 light;
