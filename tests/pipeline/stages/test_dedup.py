"""The dedup stage beside the same decisions made in plain Python over all pairs."""

import random
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from pipeline.config import Dedup
from pipeline.dedup import Link, decide, licence_class
from pipeline.minhash import NEEDED, PROBES, RepositorySketch, band_keys, markers, similarity
from pipeline.stages.candidates import FULL
from pipeline.stages.dedup import find_duplicates
from schemas import DUPLICATES, REPOS
from tests.pipeline.minhash.real_text import edited, modules

pytestmark = pytest.mark.spark
OPTIONS = Dedup()
COLUMNS = ("repo", "licence", "stars", "forks", "last_commit", "kept_files", "content_hash", "signature", "sketch")
SCHEMA = pa.schema([REPOS.arrow.field(name) for name in COLUMNS])


def row(name, text, content=None, **facts):
    sketch = RepositorySketch(OPTIONS)
    sketch.add(text)
    return dict.fromkeys(COLUMNS) | {"repo": name, "kept_files": 1, "content_hash": content or name,
                                     "signature": sketch.signature, "sketch": sketch.sketch} | facts


def rank(one):
    """As the default options say it: the least is kept."""
    known = [-(-1 if one[name] is None else one[name]) for name in ("stars", "forks", "last_commit")]
    return licence_class(one["licence"]), *known, one["content_hash"], one["repo"]


@pytest.fixture(scope="module")
def repos():
    """Chains of forks of real texts, some grown, copies of any, shells too small to be signed, one without content."""
    rng = random.Random(4)
    rows, texts = [], modules()[:12]
    for number, text in enumerate(texts):
        for step in range(4):
            name = ("\U0001f600", "\uff5e", "")[number % 3] + f"{number}-{step}"  # UTF-16 would sort them otherwise
            licence, stars = rng.choice(["MIT", "GPL-3.0-only", None]), rng.choice([None, 0, 7])
            rows.append(row(name, text, licence=licence, stars=stars, forks=rng.choice([None, 1]),
                            last_commit=rng.choice([None, 5, 6])))
            text = edited(text, rng.choice((0.01, 0.03, 0.08)), rng)
        if number % 2:
            rows.append(row(f"{number}-grown", b"\n".join(texts[(number + n) % 12] for n in range(3)),
                            stars=rng.choice([None, 9])))
    # Groups of equal content in which stars or the name alone decide who is compared with others.
    for one, stars in ((one, stars) for one in rows[::3] for stars in (None, 0, 1)):
        rows.append(one | {"repo": f"{len(rows)} copy", "stars": stars})
    rows += [row("shell", b"a", "x"), row("husk", b"b", "y"), row("shell-2", b"a", "x")]
    return [*rows, row("none", b"") | {"content_hash": None}]


def frame(spark, rows, parts=3):
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema=SCHEMA)).repartition(parts)


def rows_of(duplicates):
    table = duplicates.toArrow()
    assert table.schema.names == DUPLICATES.arrow.names
    return table.cast(DUPLICATES.arrow).to_pylist()


def bands_of(one):
    return dict(enumerate(band_keys(one["signature"], OPTIONS)))


def link(a, b, options):
    """What a pair is found to be, better first: the link with its figures, None when it is not looked at or nothing."""
    met = [band for band, key in bands_of(a).items() if bands_of(b)[band] == key]
    held = [markers(one["sketch"]) for one in (a, b)]
    found = max(len({*one[:PROBES]} & {*other}) for one, other in (held, held[::-1]))
    if not met and (found < NEEDED or options.containment is None):
        return None
    value, of_a, of_b = similarity(a["sketch"], b["sketch"], options.sketch_size)
    enough = options.containment or 2
    if value < options.threshold and max(of_a, of_b) < enough:
        return None
    kind = "near" if value >= options.threshold else "contained"
    return value >= options.threshold or of_b >= enough, {
        "kind": kind, "similarity": value, "containment": max(of_a, of_b), "bands": met}


def expected(rows, options=OPTIONS):
    """Every pair of the best of their content, in plain Python; no buckets."""
    ranked = sorted((one for one in rows if one["content_hash"]), key=rank)
    groups = {}
    for one in ranked:
        groups.setdefault(one["content_hash"], []).append(one)
    best = [group[0] for group in groups.values()]
    pairs = {(a, b): link(best[a], best[b], options) for a, b in combinations(range(len(best)), 2)
             if best[a]["signature"] and best[b]["signature"]}
    figures = {pair: found for pair, found in pairs.items() if found}
    decided = {one.repo: one for one in decide([Link(*pair, drops) for pair, (drops, _) in figures.items()])}
    found = []
    for number, group in enumerate(groups.values()):
        if number not in decided and len(group) == 1:
            continue
        survivor, first = (decided[number].survivor, decided[number].cluster) if number in decided else (number, number)
        for one in group:
            values = {"kind": "survivor" if one is group[0] else "exact", "similarity": 1.0, "containment": 1.0,
                      "bands": []} if survivor == number else figures[survivor, number][1]
            found.append((first, number, rank(one), {"cluster": best[first]["repo"], "repo": one["repo"],
                                                     "survivor": best[survivor]["repo"]} | values))
    return [one for *_, one in sorted(found, key=lambda one: one[:3])]


def test_the_same_as_in_plain_python_whatever_the_order(spark, repos):
    wanted = expected(repos)
    assert {one["kind"] for one in wanted} == {"survivor", "exact", "near", "contained"}
    assert len({one["survivor"] for one in wanted}) > len({one["cluster"] for one in wanted}), "no chain was cut"
    for seed, parts, on_the_driver in ((1, 1, 10_000), (2, 5, 0)):
        mixed = random.Random(seed).sample(repos, len(repos))
        assert rows_of(find_duplicates(frame(spark, mixed, parts), OPTIONS, on_the_driver)) == wanted


def test_without_containment(spark, repos):
    options = Dedup(containment=None)
    found = rows_of(find_duplicates(frame(spark, repos), options))
    assert found == expected(repos, options)
    assert not [one for one in found if one["kind"] == "contained"]


def test_a_fork_that_grew_is_found_and_stays(spark):
    """The smaller is dropped when it is worse; when it is better, both stay, in one cluster."""
    text = b"\n".join(modules()[:4])
    grown = row("grown", text + b"\n" + b"\n".join(modules()[4:12]))
    for stars, fates in ((None, {"small": ("grown", "contained"), "grown": ("grown", "survivor")}),
                         (5, {"small": ("small", "survivor"), "grown": ("grown", "survivor")})):
        small = row("small", text, stars=stars) | {"content_hash": "z"}
        found = rows_of(find_duplicates(frame(spark, [small, grown]), OPTIONS))
        assert {one["repo"]: (one["survivor"], one["kind"]) for one in found} == fates
        assert len({one["cluster"] for one in found}) == 1
        assert all(one["similarity"] < 0.5 and one["containment"] > 0.95 for one in found if one["kind"] == "contained")


@pytest.mark.parametrize(("order", "first"), [
    (("stars",), "b"), (("kept_files", "stars"), "c"), (("last_commit",), "d"), (("licence",), "e"),
    (("forks", "stars"), "a"), ((), "a")])
def test_the_order_of_survivors_can_be_chosen(spark, order, first):
    text = modules()[0]
    facts = {"a": {"forks": 3}, "b": {"stars": 2, "forks": 2}, "c": {"kept_files": 5}, "d": {"last_commit": 9},
             "e": {"licence": "MIT"}}
    rows = [row(name, text, "same", **own) for name, own in facts.items()]
    found = rows_of(find_duplicates(frame(spark, rows), Dedup(survivor=order)))
    assert {one["survivor"] for one in found} == {first}


def test_nothing_to_compare(spark, repos):
    assert rows_of(find_duplicates(frame(spark, repos[:1]), OPTIONS)) == []
    assert rows_of(find_duplicates(frame(spark, repos[-1:]), OPTIONS)) == []
    assert rows_of(find_duplicates(frame(spark, []), OPTIONS)) == []


def test_a_band_of_many(spark):
    """All have one signature; the best holds what all others hold, which is more than any two others share."""
    count = 3 * FULL
    shared = np.arange(70, dtype="<u8")
    rows = [row("best", modules()[0], stars=1) | {"sketch": shared.tobytes()}]
    for number in range(count):
        sketch = np.append(shared, np.arange(30, dtype="<u8") + 1000 * (number + 1))
        rows.append(rows[0] | {"repo": f"r{number:03}", "stars": None, "content_hash": f"{number:03}",
                               "sketch": sketch.tobytes()})
    found = rows_of(find_duplicates(frame(spark, rows), Dedup(containment=None)))
    assert [one["repo"] for one in found] == ["best", *(f"r{number:03}" for number in range(count))]
    assert {(one["survivor"], one["similarity"], one["containment"]) for one in found[1:]} == {("best", 0.7, 1.0)}
