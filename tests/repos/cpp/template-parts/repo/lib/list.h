#include "list.hpp"
