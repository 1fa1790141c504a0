from .a import value
from .ext import fast
