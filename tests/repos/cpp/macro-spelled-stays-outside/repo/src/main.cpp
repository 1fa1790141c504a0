#include "plain.hpp"
#define CONFIG_FILE "config.hpp"
#include CONFIG_FILE
#if __has_include("maybe.hpp")
#define HAS_MAYBE
#endif
#warning see #include "maybe.hpp"
