"""The order for training windows: a file follows soon after what it depends on."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

import networkx as nx

# Share of a window that placing any file is taken to cost beside its bytes, so that of small files the best connected
# goes first, not the smallest. Between 1/28 and 1/3 the outcome hardly differs (bench/bench_order.py).
FIXED_COST = 1 / 8


def window_order(
    members: list[int],
    graph: "nx.DiGraph[int]",
    acyclic: "nx.DiGraph[int]",
    sizes: Mapping[int, int],
    window_bytes: int,
) -> list[int]:
    """Order a component so that many dependencies fall within one window.

    List scheduling: of the files whose dependencies are all placed, take the one that brings most dependency weight
    into the window per byte it takes from it; when none brings any, take the next of a depth-first order.

    Args:
        members: nodes that no edge connects to others.
        graph: all edges with weights, from dependency to dependent.
        acyclic: the edges that must be kept: a file never comes before one that these make it depend on.
        sizes: bytes of every node.
        window_bytes: estimated bytes of text in a training window.
    """
    fallback = depth_first_order(members, acyclic, sizes)
    schedule = _Schedule(fallback, graph, acyclic, sizes, window_bytes)
    for node in fallback:
        while node not in schedule.placed:
            best = schedule.best()
            schedule.place(node if best is None else best)
    return schedule.order


class _Schedule:
    """Files placed so far, and those that could come next by what they would gain."""

    def __init__(
        self,
        fallback: list[int],
        graph: "nx.DiGraph[int]",
        acyclic: "nx.DiGraph[int]",
        sizes: Mapping[int, int],
        window_bytes: int,
    ) -> None:
        self.order: list[int] = []
        self.placed: set[int] = set()
        self._end = 0
        self._graph, self._acyclic, self._sizes, self._window = graph, acyclic, sizes, window_bytes
        self._rank = {node: rank for rank, node in enumerate(fallback)}
        self._unmet = {node: acyclic.in_degree(node) for node in fallback}
        # Where the placed neighbours of a file start, and the weight of the dependencies on all before each of them;
        # files are placed from left to right, so both lists are sorted.
        self._starts: dict[int, list[int]] = {node: [] for node in fallback}
        self._weights: dict[int, list[int]] = {node: [0] for node in fallback}
        self._heap: list[tuple[float, int, int]] = []

    def best(self) -> int | None:
        """The file that gains most if placed now, or None when none would gain."""
        while self._heap:
            expected, _, node = heappop(self._heap)
            if node in self.placed:
                continue
            if self._gain(node) == -expected:
                return node
            self._offer(node)  # some neighbours fell out of sight since the entry was made
        return None

    def place(self, node: int) -> None:
        """Put a file whose dependencies are all placed at the end of the order."""
        start, self._end = self._end, self._end + self._sizes[node]
        self.order.append(node)
        self.placed.add(node)
        for user in self._acyclic.successors(node):
            self._unmet[user] -= 1
        for neighbour, edge in (*self._graph.succ[node].items(), *self._graph.pred[node].items()):
            if neighbour not in self.placed:
                self._starts[neighbour].append(start)
                self._weights[neighbour].append(self._weights[neighbour][-1] + edge["weight"])
                if self._unmet[neighbour] == 0:
                    self._offer(neighbour)

    def _offer(self, node: int) -> None:
        gain = self._gain(node)
        if gain > 0:
            heappush(self._heap, (-gain, self._rank[node], node))

    def _gain(self, node: int) -> float:
        """Weight of dependencies with both files in one window that the file would add, per byte of what it takes."""
        starts, weights, size = self._starts[node], self._weights[node], self._sizes[node]
        near = weights[-1] - weights[bisect_left(starts, self._end + size - self._window)]
        return near / (size + FIXED_COST * self._window)


def depth_first_order(members: list[int], acyclic: "nx.DiGraph[int]", sizes: Mapping[int, int]) -> list[int]:
    """Place each file right after its dependencies, the largest of them farthest from it."""

    def dependencies(node: int) -> Iterator[int]:
        return iter(sorted(acyclic.predecessors(node), key=lambda other: (-sizes[other], other)))

    order: list[int] = []
    seen: set[int] = set()
    for last in (node for node in members if acyclic.out_degree(node) == 0):
        seen.add(last)
        stack = [(last, dependencies(last))]
        while stack:
            node, below = stack[-1]
            step = next((other for other in below if other not in seen), None)
            if step is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(step)
                stack.append((step, dependencies(step)))
    return order
