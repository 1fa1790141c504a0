#include b.stan
#include gone.stan
