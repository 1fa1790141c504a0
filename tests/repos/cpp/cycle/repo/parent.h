#pragma once
class Child;
#include "child.h"
class Parent { Child *first; };
