#pragma once
#include "util.hpp"
