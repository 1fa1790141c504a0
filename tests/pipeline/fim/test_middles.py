"""Where holes are: whole within what is allowed, never empty, of the kind asked for, and the same every time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fim import KINDS, choose, generator
from pipeline.fim.structure import nodes

CODE = '''def f(a, b):
    if a:
        return g(a,
                 b)

    x = {
        "k": [1, 2],
    }
    return x


class A {
  int x;
}
'''
texts = st.text(st.sampled_from("ab( )[]{}\n\t:é数\r'\""), max_size=60)


def holes(kind, text, allowed, count=40):
    return [choose(kind, text, allowed, generator(1, kind, number)) for number in range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_holes_are_within_one_allowed_range_and_differ(kind):
    allowed = [(0, CODE.index("class")), (CODE.index("class"), len(CODE))]
    found = [hole for hole in holes(kind, CODE, allowed) if hole]
    assert len(found) > 30
    assert all(any(start <= hole[0] < hole[1] <= end for start, end in allowed) for hole in found)
    assert len(set(found)) > 3
    assert found == [hole for hole in holes(kind, CODE, allowed) if hole]


@pytest.mark.parametrize("kind", KINDS)
@given(text=texts, cut=st.integers(0, 60), seed=st.integers(0, 9))
def test_any_text_has_a_hole_or_none(kind, text, cut, seed):
    allowed = [(min(cut, len(text)), len(text))]
    hole = choose(kind, text, allowed, generator(seed))
    assert hole is None or allowed[0][0] <= hole[0] < hole[1] <= len(text)
    if kind in ("character", "line") and allowed[0][0] < len(text):
        assert hole is not None


def test_lines_are_whole():
    for start, end in holes("line", CODE, [(0, len(CODE))]):
        assert (start == 0 or CODE[start - 1] == "\n") and CODE[end - 1] == "\n"


def test_nodes_are_what_a_syntax_tree_would_show():
    found = {CODE[node.start : node.end] for node in nodes(CODE)}
    assert {"def f(a, b):", "a, b", "return g(a,\n                 b)", 'x = {\n        "k": [1, 2],\n    }', "1, 2",
            "return x", "class A {\n  int x;\n}", "int x;"} <= found
    assert not {"return g(a,", "x = {", "}"} & found  # a bracket of theirs is elsewhere
    assert {CODE[slice(*hole)] for hole in holes("node", CODE, [(0, len(CODE))])} <= found


def test_aligned_holes_are_runs_of_neighbours():
    starts, ends = ({getattr(node, name) for node in nodes(CODE)} for name in ("start", "end"))
    for start, end in filter(None, holes("aligned", CODE, [(0, len(CODE))])):
        assert start in starts and end in ends


@given(texts)
def test_nodes_lie_within_one_another_or_apart(text):
    found = nodes(text)
    assert found == sorted(found, key=lambda node: (node.start, -node.end))
    for node in found:
        assert 0 <= node.start < node.end <= len(text)
        assert node.parent is None or node.parent.start <= node.start < node.end <= node.parent.end
    for one in found:
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            assert apart or one.start <= other.start < other.end <= one.end \
                or other.start <= one.start < one.end <= other.end


def test_deep_and_long_texts_take_linear_time():
    for text in ("(" * 20_000 + ")" * 20_000, "( " * 20_000 + ")" * 20_000, " \n" * 20_000, "[" * 50_000):
        assert len(nodes(text)) <= 2 * len(text)


def test_larger_allowed_ranges_have_more_holes():
    found = holes("character", "x" * 100, [(0, 20), (20, 100)], 400)
    assert 0.72 < np.mean([hole[0] >= 20 for hole in found]) < 0.88


def test_nodes_of_the_tree_take_the_place_of_guesses():
    start, end = CODE.index("if a"), CODE.index("\n\n    x")
    blocks = np.array([(0, CODE.index("\n\n\nclass")), (start, end)], np.int64)
    found = {CODE[node.start : node.end] for node in nodes(CODE, [(one, other) for one, other in blocks.tolist()])}
    assert {CODE[start:end], "return x", "int x;"} <= found
    assert "class A {\n  int x;\n}" not in found and "1, 2" not in found
    for kind in ("node", "aligned"):
        drawn = [choose(kind, CODE, [(0, len(CODE))], generator(1, kind, number), blocks) for number in range(60)]
        assert (start, end) in drawn
    # Of an allowed range in which none is whole, nodes are guessed as before.
    some = [(start + 1, end)]
    assert choose("node", CODE, some, generator(3), blocks) == choose("node", CODE, some, generator(3))


@given(st.text("ab(\n) ", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
       st.integers(0, 40), st.integers(0, 5))
def test_any_blocks_give_holes_within_what_is_allowed(text, pairs, cut, seed):
    good = {(one, other) for one, other in pairs if one < other <= len(text)}
    blocks = np.array(sorted(good, key=lambda pair: (pair[0], -pair[1])), np.int64).reshape(-1, 2)
    allowed = [(min(cut, len(text)), len(text))]
    for kind in KINDS:
        hole = choose(kind, text, allowed, generator(seed), blocks)
        assert hole is None or allowed[0][0] <= hole[0] < hole[1] <= len(text)
