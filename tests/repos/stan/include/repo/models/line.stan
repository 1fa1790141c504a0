functions {
  #include functions/noise.stan
  // #include functions/unused.stan
}
data {
#include "data/points.stan"
#include <data/priors.stan>
#include data/absent.stan
}
model { y ~ normal(0, 1); }
