"""Bands: datasketch's parameters, and the pairs they find among real texts."""

import random

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Dedup
from pipeline.minhash import RepositorySketch, band_keys, chance, choose_bands, similarity
from tests.pipeline.minhash.real_text import edited, jaccard, modules, shingle_set

OPTIONS = Dedup()


def sketch_of(text, options=OPTIONS):
    sketch = RepositorySketch(options)
    sketch.add(text)
    return sketch


@pytest.mark.parametrize("weight", [0.5, 0.9])
@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.85])
def test_parameters_are_those_of_datasketch(threshold, weight):
    theirs = MinHashLSH(threshold=threshold, num_perm=128, weights=(1 - weight, weight))
    assert choose_bands(threshold, 128, weight) == (theirs.b, theirs.r)


def test_default_parameters():
    """What the docstring says; the published choice is the one with equal weights."""
    assert choose_bands(0.7, 256, 0.5) == (25, 10)
    assert choose_bands(0.7, 256, OPTIONS.false_negative_weight) == (32, 8)
    assert [round(chance(j, 32, 8), 3) for j in (0.7, 0.75, 0.8, 0.9)] == [0.85, 0.966, 0.997, 1.0]
    assert [round(chance(j, 25, 10), 3) for j in (0.7, 0.75, 0.8, 0.9)] == [0.511, 0.765, 0.942, 1.0]


@pytest.mark.parametrize("weight", [0.0, 1.0])
@pytest.mark.parametrize("threshold", [0.01, 1.0])
def test_extreme_options_still_give_bands(threshold, weight):
    bands, rows = choose_bands(threshold, 64, weight)
    assert bands >= 1
    assert 1 <= bands * rows <= 64


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sets(st.integers(0, 1023), max_size=9))
def test_keys_are_equal_where_bands_are(seed, changed):
    bands, rows = choose_bands(OPTIONS.threshold, 256, OPTIONS.false_negative_weight)
    signature = random.Random(seed).randbytes(1024)
    other = bytes(byte ^ (place in changed) for place, byte in enumerate(signature))
    keys = zip(band_keys(signature, OPTIONS), band_keys(other, OPTIONS), strict=True)
    is_changed = {place // (4 * rows) for place in changed}
    assert [a == b for a, b in keys] == [band not in is_changed for band in range(bands)]


def test_keys_know_their_band():
    """Equal values in different bands say nothing."""
    keys = band_keys(b"\x00" * 1024, OPTIONS)
    assert len(set(keys)) == len(keys) == 32


@pytest.mark.parametrize("size", [0, 4, 1020, 1023, 2048])
def test_malformed_signatures_are_refused(size):
    with pytest.raises(ValueError, match="signature"):
        band_keys(b"\x00" * size, OPTIONS)


def test_datasketch_finds_a_pair_where_we_do():
    """Its LSH over our signatures, with the same bands, has the same candidates."""
    rng = random.Random(3)
    bases = modules()[:30]
    signatures = [sketch_of(edited(base, share, rng)).signature for base in bases for share in (0.0, 0.03, 0.06)]
    bands = choose_bands(OPTIONS.threshold, 256, OPTIONS.false_negative_weight)
    lsh = MinHashLSH(num_perm=256, params=bands)
    theirs = [MinHash(hashvalues=np.frombuffer(one, "<u4"), scheme="affine32") for one in signatures]
    for number, minhash in enumerate(theirs):
        lsh.insert(number, minhash)
    keys = [set(band_keys(one, OPTIONS)) for one in signatures]
    ours = [{other for other in range(len(keys)) if keys[number] & keys[other]} for number in range(len(keys))]
    assert ours == [set(lsh.query(minhash)) for minhash in theirs]
    assert sum(map(len, ours)) > len(ours)


@pytest.mark.slow
def test_planted_duplicates_are_found_and_others_are_not():
    """Real texts edited to similarities from 0.4 to 0.99, and all pairs of different texts."""
    rng = random.Random(11)
    bases = [text for text in modules() if len(text) < 40_000]
    shares = [rng.choice((0.002, 0.005, 0.01, 0.015, 0.02, 0.05, 0.09, 0.13)) for _ in range(3 * len(bases))]
    edits = [edited(bases[number // 3], share, rng) for number, share in enumerate(shares)]
    sets = [[shingle_set(text) for text in texts] for texts in (bases, edits)]
    made = [[sketch_of(text) for text in texts] for texts in (bases, edits)]
    keys = [[set(band_keys(one.signature, OPTIONS)) for one in side] for side in made]
    found, missed, near = 0, 0, 0
    for i, base in enumerate(made[0]):
        for j, other in enumerate(made[1]):
            is_candidate = bool(keys[0][i] & keys[1][j])
            if not is_candidate and j // 3 != i:
                continue
            truth = jaccard(sets[0][i], sets[1][j])
            value = similarity(base.sketch, other.sketch, OPTIONS.sketch_size)[0] if is_candidate else 0.0
            assert not is_candidate or value == pytest.approx(truth)
            found += value >= OPTIONS.threshold and truth >= 0.8
            missed += value < OPTIONS.threshold and truth >= 0.8
            near += 0.5 <= truth < 0.7
            assert not (truth < 0.6 and value >= OPTIONS.threshold)
    assert found + missed > len(bases)
    assert near > len(bases) // 4
    assert found / (found + missed) >= 0.99


@pytest.mark.slow
def test_small_sketches_do_not_merge_what_differs():
    """With 1,024 hashes the estimate at 0.6 has a standard error of 0.015: the threshold is far away."""
    options = Dedup(sketch_size=1024)
    rng = random.Random(5)
    low = 0
    for base in modules():
        other = edited(base, 0.07, rng)
        truth = jaccard(shingle_set(base), shingle_set(other))
        if truth < 0.6:
            low += 1
            value = similarity(sketch_of(base, options).sketch, sketch_of(other, options).sketch, 1024)[0]
            assert value < options.threshold
    assert low > 50
