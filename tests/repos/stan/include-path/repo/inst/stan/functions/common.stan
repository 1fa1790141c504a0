#include /functions/math.stan
real c() { return 1; }
