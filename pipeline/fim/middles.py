"""Where the hole of an example is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.fim.structure import Node, nodes

Range = tuple[int, int]  # first character, character after the last
Blocks = NDArray[np.int64]  # first characters and those after the last; of those that begin together the longest first
NO_BLOCKS: Blocks = np.empty((0, 2), np.int64)
KINDS = ("character", "line", "node", "aligned")
_LINE_END = re.compile("\n")


def choose(
    kind: str, text: str, allowed: Sequence[Range], random: np.random.Generator, blocks: Blocks = NO_BLOCKS
) -> Range | None:
    """A middle of one kind, never empty and whole within one of the allowed ranges.

    Args:
        kind: `character`: between any two characters. `line`: whole lines. `node`: one syntax node, the larger the
            likelier. `aligned`: the run of neighbouring nodes that is nearest to a random stretch (both as AST-FIM has
            them, arXiv 2506.00204; what is a node here, pipeline.fim.structure says).
        text: text that the ranges are of.
        allowed: ranges of the text that middles may be taken from, ascending and disjoint.
        random: what decides.
        blocks: syntax nodes of the text of more than one line; where an allowed range has none, its nodes are read from
            indentation and brackets.

    Returns:
        The middle; None where the allowed text has none of this kind.
    """
    lengths = np.array([end - start for start, end in allowed], np.int64)
    if not len(lengths) or not lengths.sum():
        return None
    picked = int(np.searchsorted(lengths.cumsum(), random.integers(lengths.sum()), "right"))
    start, end = allowed[picked]
    found = _KINDS[kind](text[start:end], _within(blocks, start, end), random)
    return None if found is None else (start + found[0], start + found[1])


def _within(blocks: Blocks, start: int, end: int) -> Blocks:
    """The blocks that lie in a stretch, as ranges of it."""
    first, last = np.searchsorted(blocks[:, 0], [start, end])
    some = blocks[first:last]
    return some[some[:, 1] <= end] - start


def _character(text: str, _: Blocks, random: np.random.Generator) -> Range | None:
    one, two = random.choice(len(text) + 1, 2, replace=False, shuffle=False).tolist()
    return min(one, two), max(one, two)


def _line(text: str, _: Blocks, random: np.random.Generator) -> Range | None:
    borders = [0, *(match.end() for match in _LINE_END.finditer(text))]
    if borders[-1] != len(text):
        borders.append(len(text))
    one, two = random.choice(len(borders), 2, replace=False, shuffle=False).tolist()
    return borders[min(one, two)], borders[max(one, two)]


def _node(text: str, blocks: Blocks, random: np.random.Generator) -> Range | None:
    found = [node for node in nodes(text, _pairs(blocks)) if node.end - node.start < len(text)]
    if not found:
        return None
    sizes = np.array([node.end - node.start for node in found], np.int64).cumsum()
    node = found[int(np.searchsorted(sizes, random.integers(sizes[-1]), "right"))]
    return node.start, node.end


def _aligned(text: str, blocks: Blocks, random: np.random.Generator) -> Range | None:
    one, two = random.choice(len(text) + 1, 2, replace=False, shuffle=False).tolist()
    start, end = min(one, two), max(one, two)
    siblings = _children(nodes(text, _pairs(blocks)), start, end)
    # Neighbours that the stretch touches, and the same without the first, without the last, without both.
    first = bisect_right([node.end for node in siblings], start)
    last = bisect_left([node.start for node in siblings], end)
    runs = [(siblings[i].start, siblings[j - 1].end)
            for i in (first, first + 1) for j in (last - 1, last) if 0 <= i < j <= len(siblings)]
    return max(runs, key=lambda run: (_overlap(run, (start, end)), -run[0]), default=None)


def _pairs(blocks: Blocks) -> list[Range]:
    return [(start, end) for start, end in blocks.tolist()]


def _children(found: Sequence[Node], start: int, end: int) -> list[Node]:
    """The children of the smallest node around a stretch that has any; those of the whole text if none is around."""
    children: dict[Node | None, list[Node]] = {None: []}
    around = None
    for node in found:
        children.setdefault(node.parent, []).append(node)
        if node.start <= start and end <= node.end:
            around = node
    while around is not None and around not in children:
        around = around.parent
    return children[around]


def _overlap(one: Range, two: Range) -> float:
    """Jaccard similarity of two ranges."""
    common = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, common) / (max(one[1], two[1]) - min(one[0], two[0]))


_KINDS: dict[str, Callable[[str, Blocks, np.random.Generator], Range | None]] = {
    "character": _character, "line": _line, "node": _node, "aligned": _aligned,
}
