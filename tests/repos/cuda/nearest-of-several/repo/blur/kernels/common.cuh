#define RADIUS 3
