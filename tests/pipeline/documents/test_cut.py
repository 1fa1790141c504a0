"""Cutting an order: against every possible cut of small orders."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.cut import Cut, cut


@st.composite
def orders(draw):
    """An order of up to nine files, dependencies in both directions, and a limit."""
    sizes = draw(st.lists(st.integers(0, 6), max_size=9))
    names = [f"f{index}" for index in draw(st.permutations(range(len(sizes))))]
    pairs = [(src, dst) for src in names for dst in names if src != dst]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=24)) if pairs else []
    return names, dict(zip(names, sizes, strict=True)), edges, draw(st.integers(1, 14))


def cuts_of(order, sizes, limit):
    """Every way to cut an order so that only parts of one file are over the limit."""
    for count in range(max(len(order), 1)):
        for places in combinations(range(1, len(order)), count):
            bounds = (0, *places, len(order))
            parts = [order[a:b] for a, b in pairwise(bounds)]
            if all(len(part) == 1 or sum(map(sizes.get, part)) <= limit for part in parts):
                yield parts


def lost_by(parts, edges):
    return sum(not any(src in part and dst in part for part in parts) for src, dst in edges)


@given(orders())
def test_no_cut_loses_less_and_none_that_loses_as_little_has_fewer_parts(case):
    order, sizes, edges, limit = case
    found = cut(order, sizes, edges, limit)
    if not order:
        assert found == Cut((), 0)
        return
    best = min((lost_by(parts, edges), len(parts)) for parts in cuts_of(order, sizes, limit))
    assert (found.lost, len(found.parts)) == best
    assert found.lost == lost_by(found.parts, edges)


@given(orders())
def test_parts_are_the_order_and_hold_the_limit(case):
    order, sizes, edges, limit = case
    parts = cut(order, sizes, edges, limit).parts
    assert [path for part in parts for path in part] == order
    assert all(len(part) == 1 or sum(map(sizes.get, part)) <= limit for part in parts)
    assert all(parts)


@given(orders(), st.randoms(use_true_random=False))
def test_order_of_edges_does_not_matter(case, random):
    order, sizes, edges, limit = case
    other = list(edges)
    random.shuffle(other)
    assert cut(order, sizes, other, limit) == cut(order, sizes, edges, limit)


def test_cuts_where_nothing_is_lost():
    sizes = dict.fromkeys("abcd", 10)
    assert cut("abcd", sizes, [("b", "a"), ("d", "c")], 30) == Cut((("a", "b"), ("c", "d")), 0)


def test_a_file_over_the_limit_stands_alone():
    found = cut("abc", {"a": 5, "b": 50, "c": 5}, [("b", "a"), ("c", "b"), ("c", "a")], 20)
    assert found == Cut((("a",), ("b",), ("c",)), 3)


def test_equal_cuts_start_the_last_part_as_early_as_they_can():
    assert cut("abc", dict.fromkeys("abc", 10), [], 20).parts == (("a",), ("b", "c"))


def test_what_fits_stays_whole():
    assert cut("ab", {"a": 10, "b": 10}, [], 20).parts == (("a", "b"),)
