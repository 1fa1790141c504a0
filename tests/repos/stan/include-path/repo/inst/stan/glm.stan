#include /pre/license.stan
functions {
#include /functions/common.stan
}
