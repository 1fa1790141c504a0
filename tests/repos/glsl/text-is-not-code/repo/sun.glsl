vec3 sun() { return vec3(1.0); }
