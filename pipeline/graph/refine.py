"""A better order for windows out of a good one: neighbouring stretches of files change places while that gains.

A stretch of a few files moves towards one of its dependencies or dependents. Only the files of the two stretches that
change places move, so that the gain can be told from the files within a window of their ends. Dependencies between
different cycles are never turned round; inside a cycle some may be, as long as the weight of those that point
backwards does not grow. Nothing is left to chance: the random numbers are the same every time.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel

# Links looked at per file and dependency. Twice as many would bring 0.4% more dependencies into the window, a fifth of
# them 2% fewer (bench/bench_order.py).
WORK = 10_000
# Links looked at for a component of any size, which bounds the time to seconds.
MOST_WORK = 100_000_000
# Files that move together at most.
LONGEST = 8
# Files that an exchange may move that neither gains nor loses; it opens the way for others.
REACH = 512
SEED = 1

Ints = npt.NDArray[np.int64]


class Links(NamedTuple):
    """Dependencies seen from both of their files; those of file `v` are at `first[v]` to `first[v + 1]`.

    Attributes:
        first: where the links of each file start.
        file: the file itself.
        other: the file at the other end.
        sign: 1 where the other depends on the file, -1 where the file depends on the other.
        weight: what the dependency counts.
        free: 1 where both are in one cycle.
    """

    first: Ints
    file: Ints
    other: Ints
    sign: Ints
    weight: Ints
    free: Ints


class Layout(NamedTuple):
    """An order of files with the places that follow from it.

    Attributes:
        order: the files.
        place: index in the order, by file.
        start: first byte, by file.
        size: bytes, by file.
    """

    order: Ints
    place: Ints
    start: Ints
    size: Ints


def refine(
    order: Sequence[int],
    graph: "nx.DiGraph[int]",
    cycle_of: Mapping[int, int],
    sizes: Mapping[int, int],
    window_bytes: int,
) -> list[int]:
    """Improve the order of a component so that more dependency weight lies within one window, never less.

    Args:
        order: the nodes of a component, no dependency between different cycles pointing backwards.
        graph: all edges with weights, from dependency to dependent.
        cycle_of: a name for the cycle that a node is in, for nodes in cycles.
        sizes: bytes of every node.
        window_bytes: estimated bytes of text in a training window.
    """
    members = sorted(order)
    number = {node: index for index, node in enumerate(members)}
    links = _links(members, number, graph, cycle_of)
    size = np.array([sizes[node] for node in members], dtype=np.int64)
    if size.sum() <= window_bytes or not len(links.other):
        return list(order)
    files = np.array([number[node] for node in order], dtype=np.int64)
    layout = Layout(files, np.empty_like(files), np.empty_like(files), size)
    layout.place[files] = np.arange(len(files))
    layout.start[files] = np.cumsum(size[files]) - size[files]
    _kernel()(links, layout, window_bytes, min(MOST_WORK, WORK * (len(files) + len(links.other) // 2)))
    return [members[file] for file in layout.order]


def _links(
    members: Sequence[int], number: Mapping[int, int], graph: "nx.DiGraph[int]", cycle_of: Mapping[int, int]
) -> Links:
    rows = []
    for node in members:
        for sign, neighbours in ((1, graph.succ[node]), (-1, graph.pred[node])):
            for other, edge in neighbours.items():
                free = node in cycle_of and cycle_of[node] == cycle_of.get(other)
                rows.append((number[node], number[other], sign, edge["weight"], free))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T.copy()
    first = np.searchsorted(columns[0], np.arange(len(members) + 1)).astype(np.int64)
    return Links(first, *columns)


@cache
def _kernel() -> Callable[..., None]:
    """The search, compiled; where it cannot be, the same in plain Python, a hundred times as slow."""
    one = np.zeros(1, dtype=np.int64)
    links = Links(np.zeros(2, dtype=np.int64), *[one[:0].copy() for _ in range(5)])
    layout = Layout(*[one.copy() for _ in range(4)])
    inner: tuple[Callable[..., Any], ...] = (_proposal, _turned, _gain, _seen, _exchange, _next)
    return compile_kernel(_search, links, layout, 1, 0, calls=inner) or _search


def _search(links: Links, layout: Layout, window: int, most: int) -> None:
    """Try exchanges and keep those that gain, or that lose nothing and move few files, until `most` links were seen."""
    random = SEED
    work = np.zeros(1, dtype=np.int64)
    while work[0] < most:
        random = _next(random)
        link = random % len(links.other)
        random = _next(random)
        first, middle, last, turning = _proposal(link, random, links, layout, work)
        if first >= middle or middle >= last or (turning and _turned(first, middle, last, links, layout, work) > 0):
            continue
        gain = _gain(first, middle, last, links, layout, window, work)
        if gain > 0 or (gain == 0 and last - first <= REACH):
            _exchange(first, middle, last, layout)
            work[0] += last - first


def _next(random: int) -> int:
    """The minimal standard generator of Park and Miller (1988)."""
    return random * 48271 % 2147483647


def _proposal(link: int, random: int, links: Links, layout: Layout, work: Ints) -> tuple[int, int, int, int]:
    """Two stretches [first, middle) and [middle, last) to exchange, and whether that may turn dependencies of a cycle.

    One of them is a few files around `file`, the other what lies between them and `other`, where dependencies allow.
    """
    order, place = layout.order, layout.place
    length = 1 if random % 2 else random // 2 % LONGEST + 1
    inner, turning, beyond = random // 16 % length, random // 128 % 2, max(0, random // 256 % 4 - 1)
    file, other = place[links.file[link]], place[links.other[link]]
    back = other < file
    if back:
        low = max(file - inner, other + 1)
        high = min(low + length, len(order))
        limit = max(0, other + 1 - beyond)
    else:
        high = min(file + 1 + inner, other)
        low = max(0, high - length)
        limit = min(len(order), other + beyond)
    work[0] += 1
    for at in range(low, high):
        work[0] += links.first[order[at] + 1] - links.first[order[at]]
        for near in range(links.first[order[at]], links.first[order[at] + 1]):
            to = place[links.other[near]]
            if turning and links.free[near]:
                continue
            if back and links.sign[near] < 0 and limit <= to < low:
                limit = to + 1
            if not back and links.sign[near] > 0 and high <= to < limit:
                limit = to
    return (limit, low, high, turning) if back else (low, high, limit, turning)


def _turned(first: int, middle: int, last: int, links: Links, layout: Layout, work: Ints) -> int:
    """Weight of dependencies that an exchange would turn backwards, less the weight of those it would turn forwards."""
    is_left = middle - first <= last - middle
    low, high = (first, middle) if is_left else (middle, last)
    start, end = (middle, last) if is_left else (first, middle)
    turned = 0
    for at in range(low, high):
        file = layout.order[at]
        work[0] += links.first[file + 1] - links.first[file]
        for link in range(links.first[file], links.first[file + 1]):
            if start <= layout.place[links.other[link]] < end:
                turned += links.sign[link] * links.weight[link]
    return turned if is_left else -turned


def _gain(first: int, middle: int, last: int, links: Links, layout: Layout, window: int, work: Ints) -> int:
    """Dependency weight that an exchange would bring within one window, less the weight it would take out of it."""
    order, start, size = layout.order, layout.start, layout.size
    end = start[order[last - 1]] + size[order[last - 1]]
    left, right = start[order[middle]] - start[order[first]], end - start[order[middle]]
    total = 0
    for part in range(2):
        low, high, shift = (first, middle, right) if part == 0 else (middle, last, -left)
        # Only files within a window of an end of their stretch can see another one, before or after.
        begin, finish = start[order[low]], start[order[high - 1]] + size[order[high - 1]]
        head, tail = low, high
        while head < high and start[order[head]] - begin <= window:
            head += 1
        while tail > head and finish - start[order[tail - 1]] - size[order[tail - 1]] <= window:
            tail -= 1
        for at in range(low, head + high - tail):
            file = order[at if at < head else at - head + tail]
            work[0] += 1 + links.first[file + 1] - links.first[file]
            for link in range(links.first[file], links.first[file + 1]):
                other = links.other[link]
                to = layout.place[other]
                if low <= to < high or (part == 1 and first <= to < middle):
                    continue  # keeps its distance, or has been counted from the other side
                moved = -left if middle <= to < last else 0
                was = _seen(start[file], size[file], start[other], size[other], window)
                will = _seen(start[file] + shift, size[file], start[other] + moved, size[other], window)
                total += links.weight[link] * (will - was)
    return total


def _seen(one: int, one_size: int, two: int, two_size: int, window: int) -> int:
    """1 where two files lie whole within one window, else 0."""
    return 1 if max(one + one_size, two + two_size) - min(one, two) <= window else 0


def _exchange(first: int, middle: int, last: int, layout: Layout) -> None:
    """Let two neighbouring stretches change places."""
    order, place, start, size = layout
    at = start[order[first]]
    files = np.concatenate((order[middle:last], order[first:middle]))
    for index in range(len(files)):
        file = files[index]
        order[first + index] = file
        place[file] = first + index
        start[file] = at
        at += size[file]
