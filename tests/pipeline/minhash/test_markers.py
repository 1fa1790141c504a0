"""Markers: the smallest hashes of a set, in which sets meet that hold one another."""

import random

import numpy as np
import pytest

from pipeline.minhash import NEEDED, PROBES, markers
from pipeline.minhash.markers import REACH


def sketch(hashes):
    return np.array(sorted(hashes), dtype="<u8").tobytes()


def test_markers_are_the_smallest_hashes():
    hashes = [5, 1, 2**63 + 1, 2**64 - 1, *range(100, 400)]
    assert markers(sketch(hashes)) == [1, 5, *range(100, 100 + PROBES * REACH - 2)]
    assert markers(sketch([5, 2**63, 2**64 - 1])) == [5, -(2**63), -1]


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 3, 6])
@pytest.mark.parametrize("share", [0.9, 0.95, 1.0])
def test_a_set_that_holds_another_is_found(times, share):
    """Random sets, of which the larger has a share of the smaller."""
    rng, found = random.Random(times), 0
    for _ in range(200):
        small = [rng.getrandbits(64) for _ in range(1000)]
        large = small[: round(share * 1000)] + [rng.getrandbits(64) for _ in range(1000 * times - round(share * 1000))]
        found += len({*markers(sketch(small))[:PROBES]} & {*markers(sketch(large))}) >= NEEDED
    assert found >= 190


def test_sets_with_little_in_common_are_not():
    rng = random.Random(1)
    for _ in range(200):
        small, other = ([rng.getrandbits(64) for _ in range(1000)] for _ in range(2))
        large = small[:200] + other
        assert len({*markers(sketch(small))[:PROBES]} & {*markers(sketch(large))}) < NEEDED
