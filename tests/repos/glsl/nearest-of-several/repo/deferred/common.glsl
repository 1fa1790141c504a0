uniform mat4 project;
