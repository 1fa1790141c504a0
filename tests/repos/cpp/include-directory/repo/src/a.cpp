#include <vector>
#include "shape/a.hpp"
A make() { return A(); }
