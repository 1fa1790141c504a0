"""From files and the dependencies between them to ordered components."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from pipeline.graph.cycles import break_cycles
from pipeline.graph.deepseek import deepseek_order
from pipeline.graph.nearness import near_edges
from pipeline.graph.refine import refine
from pipeline.graph.window import window_order

Mode = Literal["window", "deepseek"]
WHOLE = 1000  # what a weight of 1 counts in the graph


@dataclass(frozen=True)
class Component:
    """Files that depend on one another, directly or through others, in order.

    Attributes:
        paths: every file after what it depends on, as far as cycles allow.
        edges: sorted (src, dst) pairs between the paths, src depending on dst.
        cycles: strongly connected components of more than one file.
        violated: edges whose src comes before dst; each lies inside a cycle.
    """

    paths: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    cycles: int
    violated: int


def order_components(
    sizes: Mapping[str, int], edges: Mapping[tuple[str, str], float], mode: Mode, window_bytes: int
) -> list[Component]:
    """Find the connected components of a repository and order the files of each.

    In both modes a dependency between different strongly connected components comes before its dependent. Members of
    a cycle need not stand together: keeping them together costs a seventh of the dependencies within a window; of
    those that cannot all come first, ones of little weight are given up. `deepseek` equals Algorithm 1 of the paper on
    graphs without cycles; `window` also keeps files near to what they depend on, and never has fewer dependencies, or
    less weight of them, within a window than `deepseek` has. The result does not depend on the order of `sizes` and
    `edges`. O((V + E) log V), nothing recurses.

    Args:
        sizes: bytes of each file as it will stand in the document, by path.
        edges: weight of each dependency, above 0, by its (src, dst) paths, src depending on dst; a file that depends
            on itself counts for nothing.
        mode: the order.
        window_bytes: estimated bytes of text in a training window.

    Returns:
        Components, most files first, then by the first path in sorted order; a file without dependencies is one too.

    Raises:
        KeyError: an edge names a path without a size.
    """
    paths = sorted(sizes)
    graph = _graph(paths, edges)
    acyclic, cycles = break_cycles(graph)
    cycle_of = {node: cycle[0] for cycle in cycles for node in cycle}
    lengths = {node: sizes[path] for node, path in enumerate(paths)}
    components = sorted((sorted(nodes) for nodes in nx.weakly_connected_components(graph)), key=lambda c: (-len(c), c))
    ordered = []
    for members in components:
        order = deepseek_order(members, acyclic)
        if mode == "window" and len(members) > 1:
            order = _nearer(order, graph, acyclic, cycle_of, lengths, window_bytes)
        inside = sum(cycle_of.get(node) == node for node in members)
        ordered.append(_component(order, list(graph.edges(members)), paths, inside))
    return ordered


def _nearer(
    plain: list[int],
    graph: "nx.DiGraph[int]",
    acyclic: "nx.DiGraph[int]",
    cycle_of: Mapping[int, int],
    lengths: Mapping[int, int],
    window_bytes: int,
) -> list[int]:
    """An order with more dependencies within a window than a plain order of a component has, or that order itself."""
    weights = {(node, user): int(edge["weight"]) for node, user, edge in graph.edges(plain, data=True)}

    def near(order: list[int]) -> tuple[int, int]:
        found = list(near_edges(order, lengths, weights, window_bytes))
        return sum(weights[edge] for edge in found), len(found)

    start = max(window_order(sorted(plain), graph, acyclic, lengths, window_bytes), plain, key=near)
    better = refine(start, graph, cycle_of, lengths, window_bytes)
    # A heuristic can lose to the plain order in weight or in number; this mode must not.
    is_better = all(ours >= theirs for ours, theirs in zip(near(better), near(plain), strict=True))
    return better if is_better else plain


def _graph(paths: list[str], edges: Mapping[tuple[str, str], float]) -> "nx.DiGraph[int]":
    """Edges from dependency to dependent between places in `paths`, so that comparing nodes compares paths.

    Weights are whole numbers from here on: sums of them are exact in any order.
    """
    node_of = {path: node for node, path in enumerate(paths)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(paths)))
    for src, dst in sorted(edges):
        if src != dst:
            graph.add_edge(node_of[dst], node_of[src], weight=max(1, round(edges[src, dst] * WHOLE)))
    return graph


def _component(order: list[int], edges: list[tuple[int, int]], paths: list[str], cycles: int) -> Component:
    place = {node: rank for rank, node in enumerate(order)}
    return Component(
        paths=tuple(paths[node] for node in order),
        edges=tuple(sorted((paths[user], paths[node]) for node, user in edges)),
        cycles=cycles,
        violated=sum(place[user] < place[node] for node, user in edges),
    )
