"""Decisions about duplicates: every rule on small clusters, then any clusters in any order."""

import random
from collections import defaultdict
from itertools import combinations, pairwise

import networkx as nx
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Dedup
from pipeline.dedup import BUCKET_CAP, Candidate, Similar, decide, pairs_of_bucket, rank
from pipeline.minhash import RepositorySketch, band_keys, similarity
from schemas import DUPLICATES
from tests.pipeline.minhash.real_text import edited, modules


def repo(name, stars=None, kept_files=1, content=None):
    return Candidate(name, stars, kept_files, content or name)


def survivors(rows):
    return {row["repo"]: (row["survivor"], row["kind"]) for row in rows}


def test_total_order():
    """More stars first, unknown after known; then more kept files; then the name."""
    order = [
        (7, 1, "z"), (3, 9, "a"), (3, 2, "a"), (3, 2, "b"), (0, 5, "c"), (None, 8, "a"), (None, 8, "b"), (None, 1, "a")
    ]
    mixed = order[::-1]
    assert sorted(mixed, key=lambda one: rank(*one)) == order


def test_nothing_to_say_about_repositories_of_their_own():
    assert decide([], []) == []
    assert decide([repo("a"), repo("b")], []) == []


def test_exact_duplicates():
    rows = decide([repo("b", 1, content="x"), repo("a", 1, content="x"), repo("c", 5, content="x"), repo("d")], [])
    assert rows == [
        {"cluster": "c", "repo": "c", "survivor": "c", "kind": "survivor", "similarity": 1.0, "containment": 1.0},
        {"cluster": "c", "repo": "a", "survivor": "c", "kind": "exact", "similarity": 1.0, "containment": 1.0},
        {"cluster": "c", "repo": "b", "survivor": "c", "kind": "exact", "similarity": 1.0, "containment": 1.0},
    ]


def test_near_duplicates_carry_their_figures_whichever_way_the_pair_is_given():
    for pair in (Similar("small", "large", 0.75, 0.9), Similar("large", "small", 0.75, 0.9)):
        assert decide([repo("small"), repo("large", kept_files=2)], [pair]) == [
            {"cluster": "large", "repo": "large", "survivor": "large", "kind": "survivor", "similarity": 1.0,
             "containment": 1.0},
            {"cluster": "large", "repo": "small", "survivor": "large", "kind": "near", "similarity": 0.75,
             "containment": 0.9},
        ]


def test_a_chain_drops_only_what_is_similar_to_a_survivor():
    """a ~ b ~ c, and a is not similar to c: c stays."""
    rows = decide([repo("a"), repo("b"), repo("c")], [Similar("a", "b", 0.8, 0.9), Similar("b", "c", 0.8, 0.9)])
    assert survivors(rows) == {"a": ("a", "survivor"), "b": ("a", "near"), "c": ("c", "survivor")}
    assert {row["cluster"] for row in rows} == {"a"}


def test_the_best_of_several_survivors_is_named():
    pairs = [Similar("c", "b", 0.99, 1.0), Similar("c", "a", 0.71, 0.8)]
    rows = decide([repo("a", 9), repo("b", 8), repo("c", 7)], pairs)
    assert survivors(rows) == {"a": ("a", "survivor"), "b": ("b", "survivor"), "c": ("a", "near")}
    assert rows[2]["similarity"] == 0.71


def test_copies_of_a_dropped_repository_follow_it():
    """They name what their best copy names, with its similarity, as they hold the same texts."""
    candidates = [repo("a", 9), repo("b", 5, content="x"), repo("c", 1, content="x"), repo("d", 2, content="a")]
    rows = decide(candidates, [Similar("a", "b", 0.8, 0.95)])
    assert survivors(rows) == {"a": ("a", "survivor"), "b": ("a", "near"), "c": ("a", "near"), "d": ("a", "exact")}
    assert {row["repo"]: row["similarity"] for row in rows} == {"a": 1.0, "b": 0.8, "c": 0.8, "d": 1.0}


def test_a_pair_must_be_of_best_members():
    with pytest.raises(KeyError):
        decide([repo("a", content="x"), repo("b", content="x"), repo("c")], [Similar("b", "c", 0.8, 0.8)])


@st.composite
def cases(draw):
    """Repositories in groups of equal content, and verified pairs between the best of the groups."""
    count = draw(st.integers(1, 9))
    candidates = [
        repo(f"r{number}", draw(st.none() | st.integers(0, 2)), draw(st.integers(1, 2)), f"h{draw(st.integers(0, 7))}")
        for number in range(count)
    ]
    best = {}
    for candidate in sorted(candidates, key=lambda one: one.rank):
        best.setdefault(candidate.content_hash, candidate.repo)
    possible = list(combinations(sorted(best.values()), 2))
    chosen = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    return candidates, [Similar(*pair, draw(st.floats(0.7, 1)), draw(st.floats(0.7, 1))) for pair in chosen]


@pytest.mark.slow
@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_decisions_hold_and_do_not_depend_on_the_order(case, rng):
    candidates, pairs = case
    rows = decide(candidates, pairs)
    mixed = [Similar(p.second, p.first, p.similarity, p.containment) if rng.random() < 0.5 else p for p in pairs]
    assert decide(rng.sample(candidates, len(candidates)), rng.sample(mixed, len(mixed))) == rows
    pa.Table.from_pylist(rows, schema=DUPLICATES.arrow).validate(full=True)

    of = {candidate.repo: candidate for candidate in candidates}
    value = {frozenset((p.first, p.second)): (p.similarity, p.containment) for p in pairs}
    leader = {}
    for candidate in sorted(candidates, key=lambda one: one.rank):
        leader.setdefault(candidate.content_hash, candidate.repo)
    clusters = nx.Graph([(one.repo, leader[one.content_hash]) for one in candidates] + [tuple(p) for p in value])
    clusters.remove_edges_from(nx.selfloop_edges(clusters))
    by_name = {row["repo"]: row for row in rows}
    assert len(by_name) == len(rows)
    for part in nx.connected_components(clusters):
        assert (len(part) > 1) == bool(part & by_name.keys()) == (part <= by_name.keys())
        if len(part) > 1:
            assert {by_name[name]["cluster"] for name in part} == {min(part, key=lambda name: of[name].rank)}
    for row in rows:
        survivor = by_name[row["survivor"]]
        mine, other = (leader[of[name].content_hash] for name in (row["repo"], row["survivor"]))
        assert survivor["survivor"] == survivor["repo"]
        assert of[survivor["repo"]].rank <= of[row["repo"]].rank
        expected = value[frozenset((mine, other))] if mine != other else (1.0, 1.0)
        assert (row["similarity"], row["containment"]) == expected
        assert row["kind"] == ("near" if mine != other else "exact" if row["repo"] != survivor["repo"] else "survivor")
    kept = {row["repo"] for row in rows if row["kind"] == "survivor"}
    assert not any(frozenset(pair) in value for pair in combinations(kept, 2))
    for row in rows:  # the best of the survivors it is similar to
        mine = leader[of[row["repo"]].content_hash]
        similar = [name for name in kept if name == mine or frozenset((name, mine)) in value]
        assert row["survivor"] == (mine if mine in kept else min(similar, key=lambda name: of[name].rank))


@pytest.mark.slow
def test_large_clusters_take_linear_time():
    """A chain and a star of 20,000, and as many copies: quadratic work would not end within the test's time limit."""
    names = [f"r{number:05}" for number in range(20_000)]
    chain = decide([repo(name) for name in names], [Similar(a, b, 0.8, 0.8) for a, b in pairwise(names)])
    assert [row["kind"] for row in chain] == ["survivor", "near"] * 10_000
    star = decide([repo(name) for name in names], [Similar(names[0], name, 0.8, 0.8) for name in names[1:]])
    assert {row["survivor"] for row in star} == {names[0]}
    copies = decide([repo(name, content="x") for name in names], [])
    assert [row["kind"] for row in copies] == ["survivor"] + ["exact"] * 19_999


@settings(deadline=None)
@given(st.integers(0, BUCKET_CAP))
def test_a_bucket_gives_all_pairs(count):
    assert list(pairs_of_bucket(map(str, range(count)))) == list(combinations(map(str, range(count)), 2))


def test_a_large_bucket_gives_pairs_with_its_first_members():
    names = [f"r{number:05}" for number in range(2_000)]
    pairs = list(pairs_of_bucket(names))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(first, late) for first in names[:BUCKET_CAP] for late in names if first < late}


def test_from_texts_to_decisions():
    """The whole way on real text: an original and its copy, a chain of two forks, a stranger and two empty shells."""
    rng = random.Random(2)
    base = b"\n".join(modules()[:3])
    texts = {"original": base, "copy": base, "stranger": modules()[3], "shell": b"a\n", "husk": b"a\n\n"}
    texts["fork"] = edited(base, 0.02, rng)
    texts["far"] = edited(texts["fork"], 0.03, rng)
    stars = {"original": 5, "fork": 3}
    candidates = [repo(name, stars.get(name), content=text.hex()) for name, text in texts.items()]
    candidates.sort(key=lambda one: one.rank)
    options, made = Dedup(), {}
    for name, text in texts.items():
        made[name] = RepositorySketch(options)
        made[name].add(text)
    buckets = defaultdict(list)
    for name in [one.repo for one in candidates if made[one.repo].signature and one.repo != "copy"]:
        for key in band_keys(made[name].signature, options):
            buckets[key].append(name)
    pairs = {pair for bucket in buckets.values() for pair in pairs_of_bucket(bucket)}
    found = [Similar(a, b, *similarity(made[a].sketch, made[b].sketch, options.sketch_size)) for a, b in pairs]
    assert survivors(decide(candidates, [pair for pair in found if pair.similarity >= options.threshold])) == {
        "original": ("original", "survivor"), "copy": ("original", "exact"), "fork": ("original", "near"),
        "far": ("far", "survivor"),
    }
