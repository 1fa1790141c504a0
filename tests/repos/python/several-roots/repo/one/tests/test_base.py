from core.base import value
