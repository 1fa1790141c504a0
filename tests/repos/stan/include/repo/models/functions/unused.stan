real unused(real x) { return x; }
