#pragma once
#include "../common/types.hh"
