uniform vec2 other;
