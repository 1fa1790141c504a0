"""The order of the parts and the way back; prompts that keep what is near the hole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fim import Layout, join, prompt, unfim
from pipeline.tokenizing import Controls

CONTROLS = Controls(bos=100, eos=101, pad=102, begin=103, hole=104, end=105, turn=106)
tokens = st.lists(st.integers(0, 99), max_size=8)


def ids(values):
    return np.array(values, np.int32)


def test_deepseek_coders_order():
    assert join(ids([1, 2]), ids([5]), ids([3, 4]), CONTROLS).tolist() == [103, 1, 2, 104, 5, 105, 3, 4, 101]
    assert Layout.of(10, 90, (30, 50), "psm").parts() == ((10, 30), (50, 90), (30, 50))
    assert Layout.of(10, 90, (30, 50), "spm").parts() == ((10, 10), (50, 90), (10, 50))


@given(tokens, st.lists(st.tuples(tokens, tokens, tokens, tokens), max_size=3))
def test_the_way_back(first, examples):
    piece, source = [CONTROLS.bos, *first], [*first]
    for prefix, middle, suffix, after in examples:
        piece += [*join(ids(prefix), ids(suffix), ids(middle), CONTROLS).tolist(), *after]
        source += [*prefix, *middle, *suffix, *after]
    for closed in (piece, [*piece, CONTROLS.eos]):
        assert [token for run in unfim(closed, CONTROLS) for token in run] == source


@pytest.mark.parametrize("broken", [[103, 1, 104, 2, 105, 3], [103, 1, 101], [103, 105, 104, 101]])
def test_a_broken_example_is_an_error(broken):
    with pytest.raises(ValueError, match="no whole example at token 0"):
        unfim(broken, CONTROLS)


@given(tokens, tokens, st.integers(5, 30))
def test_prompts_keep_both_sides_of_the_hole(prefix, suffix, limit):
    made = prompt(ids(prefix), ids(suffix), limit, CONTROLS).tolist()
    assert len(made) <= limit
    hole = made.index(CONTROLS.hole)
    before, after = made[1:hole], made[hole + 1 : -1]
    assert (made[0], made[-1]) == (CONTROLS.begin, CONTROLS.end)
    assert before == prefix[len(prefix) - len(before) :] and after == suffix[: len(after)]
    assert bool(before) == bool(prefix) and bool(after) == bool(suffix)
    if len(prefix) + len(suffix) + 3 <= limit:
        assert (before, after) == (prefix, suffix)


def test_a_limit_without_room_is_an_error():
    with pytest.raises(ValueError, match="5 or more"):
        prompt(ids([1]), ids([2]), 4, CONTROLS)
