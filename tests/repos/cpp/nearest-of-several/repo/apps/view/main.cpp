#include "util.hpp"
#include "../../libs/draw/draw.hpp"
int main() { view(); }
