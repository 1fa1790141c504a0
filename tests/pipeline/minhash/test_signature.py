"""Signatures are datasketch's."""

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.minhash import signature as module
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.signature import empty_signature, permutations, update, update_numpy
from tests.pipeline.minhash.real_text import modules

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=60)


def reference(hashes, count, seed):
    """datasketch's signature of the low halves of the hashes."""
    minhash = MinHash(num_perm=count, seed=seed, scheme="affine32", hashfunc=int)
    minhash.update_batch([value & 0xFFFFFFFF for value in hashes])
    return minhash.hashvalues


@settings(deadline=None)
@given(HASHES, st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_equals_datasketch(hashes, count, seed):
    values = empty_signature(count)
    update(values, np.array(hashes, dtype=np.uint64), seed)
    expected = reference(hashes, count, seed)
    assert values.dtype == expected.dtype
    assert (values == expected).all()


@settings(deadline=None)
@given(HASHES, st.integers(1, 300))
def test_twin(hashes, count):
    compiled, twin = empty_signature(count), empty_signature(count)
    low = np.array(hashes, dtype=np.uint64).astype(np.uint32)
    module.kernel()(compiled, low, *permutations(count, 1))
    update_numpy(twin, low, *permutations(count, 1))
    assert (compiled == twin).all()


@pytest.mark.parametrize("size", [module.BLOCK - 1, module.BLOCK, module.BLOCK + 1, 3 * module.BLOCK + 7])
def test_blocks_on_real_text(size):
    hashes = np.concatenate([shingle_hashes(text, 5) for text in modules()[:20]])[:size]
    assert len(hashes) == size
    values, twin = empty_signature(256), empty_signature(256)
    update(values, hashes, 1)
    update_numpy(twin, hashes.astype(np.uint32), *permutations(256, 1))
    assert (values == reference(hashes.tolist(), 256, 1)).all()
    assert (values == twin).all()


def test_datasketch_takes_our_signatures():
    first, second = (empty_signature(256) for _ in range(2))
    update(first, shingle_hashes(modules()[0], 5), 1)
    update(second, shingle_hashes(modules()[0], 5)[50:], 1)
    theirs = [MinHash(hashvalues=values, scheme="affine32") for values in (first, second)]
    assert theirs[0].jaccard(theirs[1]) == float(np.mean(first == second)) > 0.5
