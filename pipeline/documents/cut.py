"""Where to cut a component that is too long for one document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Less than any score that can be reached, whatever is added to it.
NEVER = -(1 << 60)


@dataclass(frozen=True)
class Cut:
    """A component in parts.

    Attributes:
        parts: the paths in order, cut between files.
        lost: dependencies whose two files are in different parts.
    """

    parts: tuple[tuple[str, ...], ...]
    lost: int


def cut(order: Sequence[str], sizes: Mapping[str, int], edges: Iterable[tuple[str, str]], max_bytes: int) -> Cut:
    """Cut an order into parts of at most `max_bytes` so that the fewest dependencies are lost.

    Among cuts that lose equally few, one with the fewest parts; among those, each part, taken from the last, starts
    as early as it can. A file larger than the limit is a part of its own. O((V + E) log V).

    Args:
        order: paths of a component.
        sizes: bytes that each file takes in a document.
        edges: dependencies between these paths, each pair once.
        max_bytes: limit of the sum of sizes of a part.
    """
    if not order:
        return Cut((), 0)
    place = {path: index for index, path in enumerate(order)}
    # For every file the earlier ends of its dependencies, whichever of the two files depends.
    earlier: list[list[int]] = [[] for _ in order]
    for src, dst in edges:
        first, last = sorted((place[src], place[dst]))
        earlier[last].append(first)
    starts = _starts([sizes[path] for path in order], earlier, max_bytes)
    bounds = [len(order)]
    while bounds[-1] > 0:
        bounds.append(starts[bounds[-1] - 1])
    bounds.reverse()
    parts = tuple(tuple(order[start:end]) for start, end in pairwise(bounds))
    part_of = {path: number for number, part in enumerate(parts) for path in part}
    lost = sum(part_of[order[first]] != part_of[order[last]] for last, firsts in enumerate(earlier) for first in firsts)
    return Cut(parts, lost)


def _starts(sizes: list[int], earlier: list[list[int]], max_bytes: int) -> list[int]:
    """For every file, where the part starts that ends with it, if the files up to it are cut in the best way.

    Dynamic programming over the last cut. The score of starting a part at `start` is that of the best cut before it,
    plus one for every dependency kept since; a dependency between files a < b is kept by every start <= a, so it
    adds to all of those at once. `_Scores` does that in O(log V).
    """
    edge = len(sizes) + 1  # one dependency kept outweighs any number of parts
    scores = _Scores(len(sizes))
    starts: list[int] = []
    before, low, length = 0, 0, 0
    for file, size in enumerate(sizes):
        scores.enter(file, before)
        length += size
        while length > max_bytes and low < file:
            scores.leave(low)
            length -= sizes[low]
            low += 1
        for first in earlier[file]:
            if first >= low:
                scores.keep(first, edge)
        best, start = scores.best()
        starts.append(start)
        before = best - 1  # a part costs one
    return starts


class _Scores:
    """A score per start, with addition to all starts up to some place, and the greatest score.

    A binary tree in an array. An addition up to a place is stored at that place only: the score of a start is its own
    value plus all additions at it and to its right. A node holds the sum of its additions and its best start.
    """

    def __init__(self, count: int) -> None:
        self._width = 1 << (count - 1).bit_length()
        self._sum = [0] * (2 * self._width)
        self._best = [NEVER] * (2 * self._width)
        self._start = [0] * self._width + list(range(self._width))
        self._value = [NEVER] * self._width

    def enter(self, start: int, value: int) -> None:
        """Allow a start whose score begins with `value`."""
        self._value[start] = value
        self._update(start)

    def leave(self, start: int) -> None:
        """Rule a start out."""
        self._value[start] = NEVER
        self._update(start)

    def keep(self, last: int, gain: int) -> None:
        """Add `gain` to every start up to `last`."""
        self._sum[self._width + last] += gain
        self._update(last)

    def best(self) -> tuple[int, int]:
        """The greatest score and the earliest start that has it."""
        return self._best[1], self._start[1]

    def _update(self, start: int) -> None:
        total, best, starts = self._sum, self._best, self._start
        node = self._width + start
        best[node] = self._value[start] + total[node]
        node >>= 1
        while node:
            left, right = 2 * node, 2 * node + 1
            total[node] = total[left] + total[right]
            through = best[left] + total[right]
            if through >= best[right]:
                best[node], starts[node] = through, starts[left]
            else:
                best[node], starts[node] = best[right], starts[right]
            node >>= 1
