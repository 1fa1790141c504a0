A stack, that needs

> module Stack where
> import Data.List (sort)
> import qualified Queue.Simple as Q

but not

import Unused

