functions {
#include likelihood.stan // the likelihood, not #include unused.stan
/*
#include unused.stan
*/
}
model {
  // #include unused.stan
  #include "priors.stan"  // with a comment behind
}
