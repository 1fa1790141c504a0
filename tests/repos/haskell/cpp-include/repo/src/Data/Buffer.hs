{-# LANGUAGE CPP #-}
module Data.Buffer where
#include "settings.h"
#include <HsFFI.h>
#if MIN_VERSION_base(4,9,0)
import Data.Buffer.New
#else
import Data.Buffer.Old
#endif
size :: Int
size = SIZE
