#pragma once
#include "parent.h"
class Child { Parent *owner; };
