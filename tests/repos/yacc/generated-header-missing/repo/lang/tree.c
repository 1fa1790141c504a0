#include "tree.h"
#include "gram.tab.h"
