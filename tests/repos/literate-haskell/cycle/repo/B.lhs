> module B where
> import A
> import C
