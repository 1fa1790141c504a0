functions {
#include shared.stan
}
