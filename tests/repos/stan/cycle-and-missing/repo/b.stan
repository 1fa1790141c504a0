#include a.stan
