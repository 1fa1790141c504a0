> module Own.Kept where
> import Prelude hiding (lookup)
