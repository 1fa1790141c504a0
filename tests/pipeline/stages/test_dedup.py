"""The dedup stage beside the same decisions made in plain Python over all pairs."""

import random
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from pipeline.config import Dedup
from pipeline.dedup import BUCKET_CAP, Candidate, Similar, decide
from pipeline.minhash import RepositorySketch, band_keys, similarity
from pipeline.stages.dedup import find_duplicates, membership
from schemas import CORPUS, DOCUMENTS, DUPLICATES, REPOS
from tests.pipeline.minhash.real_text import edited, modules

pytestmark = pytest.mark.spark
OPTIONS = Dedup()
COLUMNS = ("repo", "stars", "kept_files", "content_hash", "signature", "sketch")
SCHEMA = pa.schema([REPOS.arrow.field(name) for name in COLUMNS])


def row(name, text, stars=None, kept_files=1, content=None):
    sketch = RepositorySketch(OPTIONS)
    sketch.add(text)
    return dict(zip(COLUMNS, (name, stars, kept_files, content or name, sketch.signature, sketch.sketch), strict=True))


@pytest.fixture(scope="module")
def repos():
    """Chains of forks of real texts, copies of any of them, shells too small to be signed, and one without content."""
    rng = random.Random(4)
    rows = []
    for number, text in enumerate(modules()[:12]):
        for step in range(4):
            name = ("\U0001f600", "\uff5e", "")[number % 3] + f"{number}-{step}"  # UTF-16 would sort them otherwise
            rows.append(row(name, text, rng.choice([None, 0, 7]), rng.randrange(3)))
            text = edited(text, rng.choice((0.01, 0.03, 0.08)), rng)
    # Groups of equal content in which stars, files or the name alone decide who is compared with others.
    for one, stars, kept_files in ((one, *rank) for one in rows[::3] for rank in ((None, 9), (0, 1), (0, 2))):
        rows.append(one | {"repo": f"{len(rows)} copy", "stars": stars, "kept_files": kept_files})
    rows += [row("shell", b"a", content="x"), row("husk", b"b", content="y"), row("shell-2", b"a", content="x")]
    return [*rows, row("none", b"") | {"content_hash": None}]


def frame(spark, rows, parts=3):
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema=SCHEMA)).repartition(parts)


def rows_of(duplicates):
    table = duplicates.toArrow()
    assert table.schema.names == DUPLICATES.arrow.names
    return table.cast(DUPLICATES.arrow).to_pylist()


def expected(rows):
    """Every pair of best members that shares a band, verified; no buckets."""
    known = [Candidate(*(one[name] for name in COLUMNS[:4])) for one in rows if one["content_hash"]]
    best = {}
    for candidate in sorted(known, key=lambda one: one.rank):
        best.setdefault(candidate.content_hash, candidate.repo)
    signed = [one for one in rows if one["repo"] in best.values() and one["signature"]]
    keys = {one["repo"]: set(band_keys(one["signature"], OPTIONS)) for one in signed}
    pairs = [
        Similar(a["repo"], b["repo"], *similarity(a["sketch"], b["sketch"], OPTIONS.sketch_size))
        for a, b in combinations(signed, 2) if keys[a["repo"]] & keys[b["repo"]]
    ]
    return decide(known, [pair for pair in pairs if pair.similarity >= OPTIONS.threshold])


def test_the_same_as_in_plain_python_whatever_the_order(spark, repos):
    wanted = expected(repos)
    assert {one["kind"] for one in wanted} == {"survivor", "exact", "near"}
    assert len({one["survivor"] for one in wanted}) > len({one["cluster"] for one in wanted}), "no chain was cut"
    for seed, parts in ((1, 1), (2, 5)):
        mixed = random.Random(seed).sample(repos, len(repos))
        assert rows_of(find_duplicates(frame(spark, mixed, parts), OPTIONS)) == wanted


def test_nothing_to_compare(spark, repos):
    assert rows_of(find_duplicates(frame(spark, repos[:1]), OPTIONS)) == []
    assert rows_of(find_duplicates(frame(spark, repos[-1:]), OPTIONS)) == []
    assert rows_of(find_duplicates(frame(spark, []), OPTIONS)) == []


def test_a_bucket_above_the_cap(spark):
    """All have one signature; the best holds what all others hold, which is more than any two others share."""
    count = 3 * BUCKET_CAP
    shared = np.arange(70, dtype="<u8")
    rows = [row("best", modules()[0], stars=1) | {"sketch": shared.tobytes()}]
    for number in range(count):
        sketch = np.append(shared, np.arange(30, dtype="<u8") + 1000 * (number + 1))
        rows.append(rows[0] | {"repo": f"r{number:03}", "stars": None, "content_hash": str(number),
                               "sketch": sketch.tobytes()})
    found = rows_of(find_duplicates(frame(spark, rows), OPTIONS))
    assert [one["repo"] for one in found] == ["best", *(f"r{number:03}" for number in range(count))]
    assert {(one["survivor"], one["similarity"], one["containment"]) for one in found[1:]} == {("best", 0.7, 1.0)}


def test_membership_has_every_document_once(spark):
    """Documents of dropped repositories name the survivor and the rule, all others are trained."""
    rows = [
        ("a", "a", "survivor", 1.0), ("b", "a", "exact", 1.0), ("c", "a", "near", 0.8), ("d", "d", "survivor", 1.0),
    ]
    duplicates = pa.Table.from_pylist(
        [{"cluster": "a", "repo": repo, "survivor": survivor, "kind": kind, "similarity": value, "containment": 1.0}
         for repo, survivor, kind, value in rows], schema=DUPLICATES.arrow)
    names = "abcde"
    documents = pa.table({"document_id": [f"{n:02}" for n in reversed(range(10))], "repo": list(names * 2)},
                         schema=pa.schema([DOCUMENTS.arrow.field(name) for name in ("document_id", "repo")]))
    frames = [spark.createDataFrame(table).repartition(4) for table in (documents, duplicates)]
    found = membership(*frames).toArrow().cast(CORPUS.arrow).to_pylist()
    assert [one["document_id"] for one in found] == sorted(documents["document_id"].to_pylist())
    fates = {one["repo"]: (one["fate"], one["rule"], one["survivor"], one["similarity"]) for one in found}
    assert fates == {
        "a": ("trained", None, None, None), "d": ("trained", None, None, None), "e": ("trained", None, None, None),
        "b": ("dropped", "exact_duplicate", "a", 1.0), "c": ("dropped", "near_duplicate", "a", 0.8),
    }
