"""A tokenizer that is trained in a moment."""

from functools import cache

from pipeline.tokenizing import Tokenizer
from pipeline.tokenizing.train import train

TEXT = '''# lib/numbers.py
def total(numbers, start=0):
    """Sum of numbers."""
    for number in numbers:
        start += number
    return start


class Table:
    def __init__(self, rows):
        self.rows = rows
'''


@cache
def small_tokenizer() -> Tokenizer:
    """500 entries at most."""
    return train([TEXT, TEXT.replace("number", "value")], 500)
