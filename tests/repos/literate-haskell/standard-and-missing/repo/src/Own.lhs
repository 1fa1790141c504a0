> module Own (module Own.Kept) where
>
> import safe qualified Data.Map as Map
> import Own.Gone (gone)
> import Own.Kept
