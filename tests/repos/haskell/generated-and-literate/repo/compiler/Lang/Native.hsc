module Lang.Native where
#include "native.h"
import Lang.Value
