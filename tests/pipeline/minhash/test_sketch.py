"""Sketches of repositories, and the similarity read from them."""

import random
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Dedup
from pipeline.minhash import RepositorySketch, similarity
from pipeline.minhash.shingles import shingle_hashes
from tests.pipeline.minhash.real_text import edited, jaccard, modules, shingle_set

TEXTS = st.lists(st.text("abc12_ \n.", max_size=120).map(str.encode), max_size=12)
SMALL = Dedup(permutations=16, sketch_size=64, min_shingles=1)


def sketch_of(texts, options):
    sketch = RepositorySketch(options)
    for text in texts:
        sketch.add(text)
    return sketch


def packed(hashes):
    return np.array(sorted(hashes), dtype="<u8").tobytes()


@settings(deadline=None)
@given(TEXTS, st.integers(1, 5))
def test_sketch_is_the_smallest_hashes_of_the_union(texts, n):
    options = SMALL.model_copy(update={"ngram": n})
    hashes = {value for text in texts for value in shingle_hashes(text, n).tolist()}
    sketch = sketch_of(texts, options)
    if not hashes:
        assert (sketch.count, sketch.sketch, sketch.signature) == (0, None, None)
        return
    assert sketch.sketch == packed(sorted(hashes)[:64])
    minhash = MinHash(num_perm=16, seed=1, scheme="affine32", hashfunc=int)
    minhash.update_batch([value & 0xFFFFFFFF for value in hashes])
    assert sketch.signature == minhash.hashvalues.astype("<u4").tobytes()
    if len(hashes) <= 64:
        assert sketch.count == len(hashes)


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False), st.booleans())
def test_order_and_repeats_change_nothing(texts, rng, look_between):
    expected = sketch_of(texts, SMALL)
    mixed = [*texts, *texts[:3]]
    rng.shuffle(mixed)
    sketch = RepositorySketch(SMALL)
    for text in mixed:
        sketch.add(text)
        if look_between:
            assert sketch.count >= 0
    assert (sketch.signature, sketch.sketch, sketch.count) == (expected.signature, expected.sketch, expected.count)


def test_shingles_do_not_cross_texts():
    options = SMALL.model_copy(update={"ngram": 2})
    assert sketch_of([b"a b", b"c d"], options).count == 2
    assert sketch_of([b"a b c d"], options).count == 3


@pytest.mark.parametrize("size", [64, 1000, 16384])
def test_real_repository(size):
    options = Dedup(sketch_size=size)
    sketch = sketch_of(modules(), options)
    hashes = np.unique(np.concatenate([shingle_hashes(text, 5) for text in modules()]))
    assert len(hashes) > 4 * 16384
    assert sketch.sketch == hashes[:size].tobytes()
    assert abs(sketch.count / len(hashes) - 1) < 3 / size**0.5


def test_sketch_size_is_where_counts_turn_to_estimates():
    tokens = [b"t%d" % i for i in range(65)]
    assert sketch_of([b" ".join(tokens[:64])], SMALL.model_copy(update={"ngram": 1})).count == 64
    more = sketch_of([b" ".join(tokens)], SMALL.model_copy(update={"ngram": 1}))
    assert len(more.sketch) == 8 * 64
    assert 32 < more.count < 130


@pytest.mark.parametrize("text", [b"", b"\n", b"import os", b"# licence\n" * 40])
def test_tiny_repositories_are_not_compared(text):
    sketch = sketch_of([text, text], Dedup())
    assert sketch.signature is None
    assert sketch.sketch is None


def test_min_shingles_is_the_least_number_compared():
    options = Dedup(ngram=1, min_shingles=50)
    texts = [b"t%d" % i for i in range(50)]
    assert sketch_of(texts[:49], options).sketch is None
    assert sketch_of([*texts[:49], texts[0]], options).sketch is None
    assert sketch_of(texts, options).sketch is not None


def test_min_shingles_above_the_sketch_size():
    options = SMALL.model_copy(update={"ngram": 1, "min_shingles": 500})
    assert sketch_of([b"t%d" % i for i in range(100)], options).sketch is None
    assert sketch_of([b"t%d" % i for i in range(2000)], options).sketch is not None


COUNTS = [0, 1, 20, 60, 64, 65, 70, 100, 300, 900]
SETS = st.frozensets(st.integers(0, 300), max_size=60)


@settings(deadline=None)
@given(SETS, SETS)
def test_similarity_of_whole_sets_is_exact(first, second):
    expected = (0.0, 0.0, 0.0)
    if first and second:
        expected = jaccard(first, second), *(len(first & second) / len(one) for one in (first, second))
    assert similarity(packed(first), packed(second), 64) == expected
    assert similarity(packed(second), packed(first), 64) == (expected[0], expected[2], expected[1])


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(100, 2000), st.sampled_from(COUNTS), st.sampled_from(COUNTS))
def test_similarity_of_cut_sets_is_that_of_the_sample(seed, highest, first_count, second_count):
    """The definition: of the k smallest members of the union, the share that both sets have."""
    rng, size = random.Random(seed), 64
    first, second = (frozenset(rng.choices(range(highest), k=count)) for count in (first_count, second_count))
    cut = [packed(sorted(members)[:size]) for members in (first, second)]
    found = similarity(*cut, size)
    jaccard, of_second, of_first = similarity(*reversed(cut), size)
    assert found == (jaccard, of_first, of_second)
    if not first or not second:
        assert found == (0.0, 0.0, 0.0)
    elif len(first) >= size or len(second) >= size:
        sample = set(sorted(first | second)[:size])
        a, b = first & sample, second & sample
        assert found[0] == len(a & b) / len(sample)
        assert found[1:] == tuple(len(a & b) / len(one) if one else 0.0 for one in (a, b))


@pytest.mark.slow
def test_similarity_of_large_repositories():
    """Estimates stay within three standard errors of the truth, and a fork that grew shows by its containment."""
    rng = random.Random(7)
    base = modules()[:60]
    truth = shingle_set(*base)
    assert len(truth) > 2 * 16384
    for part, share in ((60, 0.02), (60, 0.05), (30, 0.0)):
        other = [edited(text, share, rng) for text in base[:part]]
        exact = shingle_set(*other)
        union = len(truth | exact)
        expected = jaccard(truth, exact), *(len(truth & exact) / len(one) for one in (truth, exact))
        for size in (1024, 16384):
            made = [sketch_of(texts, Dedup(sketch_size=size)).sketch for texts in (base, other)]
            sampled = size, *(size * len(one) / union for one in (truth, exact))  # hashes that each is a share of
            for estimate, value, count in zip(similarity(*made, size), expected, sampled, strict=True):
                assert abs(estimate - value) <= 3 * (value * (1 - value) / count) ** 0.5


def test_malformed_sketches_are_refused():
    good = packed(range(10))
    assert similarity(good, b"", 64) == (0.0, 0.0, 0.0)
    for bad in (good[:-1], good[::-1], good + good, packed([1]) * 2):
        with pytest.raises(ValueError, match="sketch"):
            similarity(good, bad, 64)
        with pytest.raises(ValueError, match="sketch"):
            similarity(bad, good, 64)


# Prints by how many bytes the peak of a process's memory grows from 20 MB to 200 MB of text in which every shingle is
# different: what the compiled code takes is not seen by tracemalloc.
GROWTH = """
import sys
from pathlib import Path
from pipeline.config import Dedup
from pipeline.minhash import RepositorySketch

def peak():
    return next(int(line.split()[1]) * 1024 for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))

def text(number, size):
    return b"%d\\n" % number + b"".join(b"x%x = y\\n" % place for place in range(number, number + size // 11))

def feed(sketch, numbers):
    for number in numbers:
        sketch.add(text(number * 1_000_000, 1_000_000))

sketch = RepositorySketch(Dedup())
feed(sketch, range(20))
before = peak()
feed(sketch, range(20, 200))
assert sketch.count > 10_000_000, sketch.count
print(peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak from /proc")
def test_memory_does_not_grow_with_the_repository():
    done = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 4_000_000


@pytest.mark.slow
def test_one_text_of_200_mb_takes_the_memory_of_a_block():
    """Its tokens differ from part to part."""
    parts = [part.replace(b"e", b"e%d" % n) for n in range(50) for part in modules()]
    text = b"\n".join(parts)
    assert len(text) > 200_000_000
    sketch = RepositorySketch(Dedup())
    sketch.add(b"def f(a, b, c): return a")  # compilation is not what is measured
    tracemalloc.start()
    try:
        sketch.add(text)
        assert sketch.count > 10_000_000
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
