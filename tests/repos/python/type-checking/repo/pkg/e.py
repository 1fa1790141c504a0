import typing as t

if t.TYPE_CHECKING:
    import pkg.a
    from .b import *

import pkg.b
