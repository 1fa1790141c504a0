import typing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .a import X
else:
    from .b import X


def late():
    from .d import value

    return value
