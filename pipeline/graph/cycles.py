"""Which dependencies to give up so that the others can all come first: of little weight, and only inside cycles."""

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush

import networkx as nx

# Sweeps over a cycle in search of better places; real cycles settle in two or three.
SWEEPS = 8

Weights = dict[int, int]  # of the edges to neighbours, by neighbour


def break_cycles(graph: "nx.DiGraph[int]") -> tuple["nx.DiGraph[int]", list[list[int]]]:
    """Drop edges of little weight from a graph so that it becomes acyclic.

    Only edges inside a strongly connected component are dropped: all others stay, so any topological order of
    the result puts each dependency between different components first.

    Returns:
        The acyclic graph and the members of each component of more than one node, sorted.
    """
    cycles = sorted(sorted(nodes) for nodes in nx.strongly_connected_components(graph) if len(nodes) > 1)
    if not cycles:
        return graph, []
    acyclic = graph.copy()
    for members in cycles:
        rank = {node: place for place, node in enumerate(feedback_order(graph, members))}
        acyclic.remove_edges_from(
            [(node, user) for node in members for user in graph.succ[node] if rank.get(user, len(rank)) < rank[node]]
        )
    return acyclic, cycles


def feedback_order(graph: "nx.DiGraph[int]", members: Collection[int]) -> list[int]:
    """Order the members of a cycle so that the edges between them that point backwards have little weight.

    The greedy heuristic of Eades, Lin and Smyth (1993), then sweeps that move single nodes to their best place.
    Time is near linear in the edges between members; ties go to the smaller node.
    """
    inside = set(members)
    before = {node: _weights(graph.pred[node], inside) for node in sorted(inside)}
    after = {node: _weights(graph.succ[node], inside) for node in sorted(inside)}
    return _sift(_greedy(before, after), before, after)


def _weights(neighbours: Mapping[int, Mapping[str, int]], inside: Collection[int]) -> Weights:
    return {other: edge["weight"] for other, edge in neighbours.items() if other in inside}


def violated(order: Collection[int], graph: "nx.DiGraph[int]") -> int:
    """Weight of the edges between the nodes of an order that point backwards in it."""
    rank = {node: place for place, node in enumerate(order)}
    return sum(
        edge["weight"]
        for node in order
        for user, edge in graph.succ[node].items()
        if rank.get(user, len(rank)) < rank[node]
    )


def _greedy(before: dict[int, Weights], after: dict[int, Weights]) -> list[int]:
    """Take nodes nothing points to first, nodes that point to nothing last, else the one with most weight to spare."""
    incoming = {node: sum(others.values()) for node, others in before.items()}
    outgoing = {node: sum(others.values()) for node, others in after.items()}
    heap = [(_urgency(incoming[node], outgoing[node]), node) for node in before]
    heapify(heap)
    first: list[int] = []
    last: list[int] = []
    left = set(before)
    while heap:
        urgency, node = heappop(heap)
        if node not in left or urgency != _urgency(incoming[node], outgoing[node]):
            continue  # taken already, or its neighbours changed: a newer entry is in the heap
        left.discard(node)
        (last if outgoing[node] == 0 and incoming[node] > 0 else first).append(node)
        for total, others in ((incoming, after[node]), (outgoing, before[node])):
            for other, weight in others.items():
                total[other] -= weight
                if other in left:
                    heappush(heap, (_urgency(incoming[other], outgoing[other]), other))
    return first + last[::-1]


def _urgency(incoming: int, outgoing: int) -> tuple[bool, int]:
    return (incoming > 0 and outgoing > 0, incoming - outgoing)


def _sift(order: list[int], before: dict[int, Weights], after: dict[int, Weights]) -> list[int]:
    """Move single nodes to where their edges that point backwards weigh least, until no move helps."""
    restless = set(order)  # nodes whose neighbours moved since they were last asked, and so may want to move
    for _ in range(SWEEPS):
        place = {node: float(rank) for rank, node in enumerate(order)}
        moved = []
        for node in order:
            better = _better_place(place, node, before[node], after[node]) if node in restless else None
            if better is not None:
                place[node] = better
                moved.append(node)
        if not moved:
            break
        restless = {other for node in moved for other in (*before[node], *after[node])}
        order = sorted(order, key=lambda node: (place[node], node))
    return order


def _better_place(place: dict[int, float], node: int, before: Weights, after: Weights) -> float | None:
    """A place for `node` with less weight of backward edges than its own, or None.

    Places are numbers; only the neighbours' matter, so the middle between two neighbours stands for that gap.
    """
    # Moving past a neighbour turns an edge backwards, which costs its weight, or forwards, which gives it back.
    steps = sorted(
        [(place[other], -weight) for other, weight in before.items()]
        + [(place[other], weight) for other, weight in after.items()]
    )
    here = place[node]
    cost = best = sum(before.values())
    current, gap = cost, 0
    for index, (at, step) in enumerate(steps, 1):
        cost += step
        if at < here:
            current = cost
        if cost < best and (index == len(steps) or at < steps[index][0]):
            best, gap = cost, index
    if best >= current:
        return None
    if gap == 0:
        return steps[0][0] - 1
    if gap == len(steps):
        return steps[-1][0] + 1
    middle = (steps[gap - 1][0] + steps[gap][0]) / 2
    return middle if steps[gap - 1][0] < middle < steps[gap][0] else None  # no number left between the two
