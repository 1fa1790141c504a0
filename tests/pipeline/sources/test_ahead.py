"""Results come in the order of what they are of."""

import pytest

from pipeline.sources.ahead import ahead


def test_answers_come_in_order():
    assert list(ahead(range(100), lambda number: -number)) == [(number, -number) for number in range(100)]


def test_what_is_raised_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(ahead([1, 0, 2], lambda number: 1 / number))
