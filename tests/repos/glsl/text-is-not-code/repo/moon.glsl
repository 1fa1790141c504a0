vec3 moon() { return vec3(0.2); }
