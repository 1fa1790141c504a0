"""Short signatures of files beside the values they are of, and the similarity read from them."""

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Dedup
from pipeline.minhash import RepositorySketch, short_matrix, short_similarity
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.short import short_signature
from pipeline.minhash.signature import empty_signature, update
from tests.pipeline.minhash.real_text import edited, jaccard, modules, shingle_set

SMALL = Dedup(permutations=16, sketch_size=64, min_shingles=1)
TEXTS = st.lists(st.text("abc12_ \n.", max_size=120).map(str.encode), max_size=6)


@settings(deadline=None)
@given(TEXTS)
def test_a_file_has_the_low_bytes_of_its_own_values(texts):
    sketch = RepositorySketch(SMALL)
    for text in texts:
        values = empty_signature(16)
        update(values, shingle_hashes(text, 5), 1)
        found = sketch.add(text)
        assert found == short_signature(values, 1)
        assert found is None or found == bytes(int(value) & 255 for value in values)


@pytest.mark.parametrize("count", [30, 44, 56, 1000, 100_000])
def test_sets_that_are_too_small_have_none(count):
    """How many shingles there are is an estimate, whose standard error is 6%: here are two of them."""
    for seed in range(5):
        values = empty_signature(256)
        hashes = np.random.default_rng(seed).integers(0, 1 << 63, count, dtype=np.uint64)
        update(values, np.concatenate((hashes, hashes)), 1)
        assert (short_signature(values, 50) is not None) == (count >= 50)


def test_similarity_of_real_files():
    """Within four standard errors of the truth, and right on average."""
    rng, options = random.Random(2), Dedup()
    pairs = [(text, edited(text, share, rng)) for text in modules()[:24] for share in (0.0, 0.01, 0.03, 0.2)]
    exact = np.array([jaccard(shingle_set(one), shingle_set(other)) for one, other in pairs])
    left, right = (short_matrix(pa.array([RepositorySketch(options).add(text) for text in texts]), 256)
                   for texts in zip(*pairs, strict=True))
    found = short_similarity(left, right)
    assert (abs(found - exact) <= 4 * np.sqrt(exact * (1 - exact) / 256) + 1e-9).all()
    assert abs((found - exact).mean()) < 0.005
    strangers = short_similarity(left[:-4], left[4:])[3::4]
    assert strangers.max() < 0.2


def test_rows_of_signatures():
    signatures = pa.array([b"abcd", b"efgh", b"ijkl"])
    assert short_matrix(signatures, 4).tobytes() == b"abcdefghijkl"
    assert short_matrix(signatures[1:], 4).tobytes() == b"efghijkl"
    assert short_matrix(signatures[:0], 4).shape == (0, 4)
    assert short_similarity(short_matrix(signatures[:0], 4), short_matrix(signatures[:0], 4)).shape == (0,)
    with pytest.raises(pa.ArrowInvalid):
        short_matrix(signatures, 5)
