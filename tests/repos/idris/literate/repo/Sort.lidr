Sorting
=======

> module Sort
> import Order

    import Unused
