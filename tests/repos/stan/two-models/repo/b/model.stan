functions {
#include shared.stan
/* #include other.stan */
}
model { print("#include other.stan"); }
