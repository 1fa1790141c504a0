"""Planted near-duplicate repositories: what is planted is what it says, and deduplication finds it."""

from itertools import combinations

import pytest

from bench.planted import CHANGES, overlap, packages, plant
from pipeline.config import Dedup
from pipeline.dedup import Link, decide
from pipeline.minhash import RepositorySketch, band_keys, similarity

OPTIONS = Dedup()


@pytest.fixture(scope="module")
def planted():
    return plant(list(packages(4, 30_000, 90_000)), each=12, seed=2)


@pytest.mark.slow
def test_what_is_similar_is_found_and_what_is_not_stays(planted):
    """Of the pairs of similarity 0.8 and more, at most one in a hundred is kept whole; nothing below 0.6 is dropped."""
    assert {one.kind for one in planted} == {"base", *CHANGES}
    exact = [one.shingles() for one in planted]
    signed = []
    for one in planted:
        signed.append(RepositorySketch(OPTIONS))
        for text in one.files.values():
            signed[-1].add(text)
    keys = [set(band_keys(one.signature, OPTIONS)) for one in signed]
    found, truth = {}, {}
    for a, b in combinations(range(len(planted)), 2):
        truth[a, b] = overlap(exact[a], exact[b])[0]
        value = similarity(signed[a].sketch, signed[b].sketch, OPTIONS.sketch_size)[0]
        if keys[a] & keys[b]:
            assert value == pytest.approx(truth[a, b], abs=0.02)
            if value >= OPTIONS.threshold:
                found[a, b] = value
    survivors = {one.repo: one.survivor for one in decide([Link(*pair, True) for pair in found])}
    dropped = {repo: survivor for repo, survivor in survivors.items() if repo != survivor}
    high = [pair for pair, value in truth.items() if value >= 0.8]
    assert len(high) > 50 and sum(0.5 <= value < 0.6 for value in truth.values()) > 5
    assert sum(a in dropped or b in dropped for a, b in high) >= 0.99 * len(high)
    assert min(truth[survivor, repo] for repo, survivor in dropped.items()) >= 0.6
