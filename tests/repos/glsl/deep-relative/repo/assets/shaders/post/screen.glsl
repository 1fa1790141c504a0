uniform vec2 screen;
