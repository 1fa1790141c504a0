#include "real.hpp" // #include "fake.hpp"
/*
#include "fake.hpp"
*/
// continued \
#include "fake.hpp"
const char *a = "#include \"fake.hpp\"";
const char *b = R"x(
#include "fake.hpp"
)x";
