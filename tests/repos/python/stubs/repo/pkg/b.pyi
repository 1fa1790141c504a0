from .a import value as value
