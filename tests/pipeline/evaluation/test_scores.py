from itertools import combinations
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.scores import edit_similarity, interval, pass_at


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("", "", 1), ("", "ab", 0), ("ab", "ab", 1), ("kitten", "sitting", 1 - 3 / 7), ("abc", "xyz", 0),
    ("数é", "数e", 0.5), ("flaw", "lawn", 0.5),
])
def test_edit_similarity(one, other, expected):
    assert edit_similarity(one, other) == pytest.approx(expected)


@given(st.text("abé", max_size=9), st.text("abé", max_size=9))
def test_edit_similarity_is_that_of_the_definition(one, other):
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        last, row = row, [number]
        for place, opposite in enumerate(other, 1):
            row.append(min(row[-1] + 1, last[place] + 1, last[place - 1] + (letter != opposite)))
    assert edit_similarity(one, other) == pytest.approx(1 - row[-1] / max(len(one), len(other), 1))


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))))
def test_pass_at_k_is_the_share_of_draws_with_a_right_one(values):
    samples, right, k = values
    draws = list(combinations(range(samples), k))
    assert pass_at(k, samples, right) == pytest.approx(sum(min(draw) < right for draw in draws) / len(draws))


def test_the_interval_holds_the_mean_and_narrows():
    random = np.random.default_rng(3)
    few, many = (random.normal(0.5, 1, size) for size in (10, 1000))
    mean, low, high = interval(many, np.ones(1000))
    assert mean == pytest.approx(many.mean()) and low < mean < high and high - low == pytest.approx(0.124, abs=0.02)
    assert interval(few, np.ones(10))[2] - interval(few, np.ones(10))[1] > high - low
    assert interval(many, np.ones(1000)) == (mean, low, high)
    assert interval([3.0], [2.0]) == (1.5, -inf, inf)
    assert interval([2.0, 4.0], [1.0, 2.0])[1:] == pytest.approx((2, 2))
