"""Decisions about duplicates: every rule on small clusters, then any links in any order."""

import random
from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dedup import Decision, Link, decide, licence_class

PAIRS = st.sampled_from(list(combinations(range(8), 2)))
LINKS = st.dictionaries(PAIRS, st.booleans(), max_size=16).map(
    lambda found: [Link(*pair, drops) for pair, drops in found.items()])


def survivors(*links):
    return {one.repo: one.survivor for one in decide([Link(*link) for link in links])}


def plain(links):
    """The same said plainly: everyone in turn, looking at all links."""
    graph = nx.Graph((link.better, link.worse) for link in links)
    chosen = {}
    for repo in sorted(graph):
        droppers = [link.better for link in links if link.worse == repo and link.drops]
        chosen[repo] = min((better for better in droppers if chosen[better] == better), default=repo)
    first = {repo: min(part) for part in nx.connected_components(graph) for repo in part}
    return [Decision(repo, chosen[repo], first[repo]) for repo in sorted(graph)]


def test_nothing_to_decide():
    assert decide([]) == []


def test_a_chain_drops_only_what_is_similar_to_a_survivor():
    """0 ~ 1 ~ 2, and 0 is not similar to 2: 2 stays, in the cluster of 0."""
    assert decide([Link(0, 1, True), Link(1, 2, True)]) == [Decision(0, 0, 0), Decision(1, 0, 0), Decision(2, 2, 0)]


def test_the_best_of_several_survivors_is_named():
    assert survivors((1, 2, True), (0, 2, True)) == {0: 0, 1: 1, 2: 0}


def test_what_a_worse_one_holds_is_kept_beside_it():
    """A fork that grew holds all of the original, which is better: neither stands for the other."""
    assert decide([Link(3, 7, False)]) == [Decision(3, 3, 3), Decision(7, 7, 3)]


@given(LINKS, st.randoms(use_true_random=False))
def test_any_links_in_any_order(links, rng):
    expected = plain(links)
    rng.shuffle(links)
    assert decide(links) == expected


@pytest.mark.slow
def test_large_clusters_take_linear_time():
    """A chain and a star of 50,000: quadratic work would not end within the test's time limit."""
    chain = [Link(a, b, True) for a, b in pairwise(range(50_000))]
    star = [Link(0, number, True) for number in range(1, 50_000)]
    random.Random(1).shuffle(chain)
    assert [one.survivor == one.repo for one in decide(chain)] == [True, False] * 25_000
    assert {one.survivor for one in decide(star)} == {0}


@pytest.mark.parametrize(("licence", "expected"), [
    ("MIT", 0), ("Apache-2.0 OR GPL-3.0-only", 0), ("GPL-3.0-only", 1), ("MIT AND GPL-2.0-only", 1), ("no licence", 1),
    (None, 2)])
def test_licences_in_classes(licence, expected):
    assert licence_class(licence) == expected
