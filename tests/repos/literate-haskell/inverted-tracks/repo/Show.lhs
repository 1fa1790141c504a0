Instead of

< import Shown

we write

> module Show where
> {- import Shown
>    import Shown -}
> import Compiled -- import Shown
> text = "import Shown"
