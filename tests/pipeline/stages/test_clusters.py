"""Decisions in rounds of DataFrames beside those of the driver, which are the plain ones."""

import random
from itertools import pairwise

import pyarrow as pa
import pytest

from pipeline.dedup import Link, decide
from pipeline.errors import MachineError
from pipeline.stages import clusters
from pipeline.stages.clusters import decisions

pytestmark = pytest.mark.spark


def frame(spark, links, parts=3):
    columns = {name: [getattr(link, name) for link in links] for name in Link.__slots__}
    schema = pa.schema([("better", pa.int64()), ("worse", pa.int64()), ("drops", pa.bool_())])
    return spark.createDataFrame(pa.table(columns, schema=schema)).repartition(parts)


@pytest.fixture(scope="module")
def links():
    """Many graphs side by side: chains, stars, cliques and any others, sparse and dense."""
    rng, found, base = random.Random(3), [], 0
    for number in range(100):
        size = rng.randint(2, 7)
        names = rng.sample(range(base, base + size), size)
        pairs = {tuple(sorted(rng.sample(names, 2))) for _ in range(rng.randint(1, 2 * size))}
        if number % 5 == 0:
            pairs = {tuple(sorted(pair)) for pair in pairwise(names)}
        if number % 5 == 1:
            pairs = {(base, name) for name in names if name != base}
        found += [Link(*pair, rng.random() < 0.8) for pair in sorted(pairs)]
        base += size
    return found


@pytest.mark.parametrize(("most", "parts"), [(0, 3), (40, 1), (10_000, 5)])
def test_in_rounds_the_same_is_decided(spark, links, most, parts):
    """Without any link for the driver, with the last ones, with all."""
    mixed = random.Random(parts).sample(links, len(links))
    found = decisions(frame(spark, mixed, parts), most).toArrow().sort_by("repo").to_pylist()
    assert found == [{"repo": one.repo, "survivor": one.survivor, "cluster": one.cluster} for one in decide(links)]


def test_no_links(spark):
    for most in (0, 10):
        assert decisions(frame(spark, []), most).count() == 0


def test_rounds_have_a_limit(spark, monkeypatch):
    """A chain that is in survivor order gives up two of its members in a round."""
    monkeypatch.setattr(clusters, "ROUNDS", 2)
    chain = [Link(number, number + 1, True) for number in range(9)]
    with pytest.raises(MachineError, match="more than 1 links of duplicates are open after 2 rounds"):
        decisions(frame(spark, chain), 1)
