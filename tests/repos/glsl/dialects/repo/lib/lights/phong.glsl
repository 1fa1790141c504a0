#include <common>
