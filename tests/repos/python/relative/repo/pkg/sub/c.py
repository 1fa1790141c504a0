from ..a import X
from ...outside import Y
from .. import b
