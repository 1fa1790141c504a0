uniform mat4 view;
