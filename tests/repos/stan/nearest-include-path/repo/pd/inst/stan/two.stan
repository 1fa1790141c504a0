#include include/solver.stan
