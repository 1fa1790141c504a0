"""From files and the dependencies between them to ordered components."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from pipeline.graph.cycles import break_cycles
from pipeline.graph.deepseek import deepseek_order
from pipeline.graph.nearness import near_count
from pipeline.graph.window import window_order

Mode = Literal["window", "deepseek"]


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
    sizes: Mapping[str, int], edges: Iterable[tuple[str, str]], mode: Mode, window_bytes: int
) -> list[Component]:
    """Find the connected components of a repository and order the files of each.

    In both modes a dependency between different strongly connected components comes before its dependent. Members of
    a cycle need not stand together: keeping them together costs a seventh of the dependencies within a window.
    `deepseek` equals Algorithm 1 of the paper on graphs without cycles; `window` also keeps files near to what they
    depend on, and never has fewer dependencies within a window than `deepseek` has. The result does not depend on the
    order of `sizes` and `edges`. O((V + E) log V), nothing recurses.

    Args:
        sizes: bytes of each file as it will stand in the document, by path.
        edges: (src, dst) pairs of these paths, src depending on dst; repeats and self-dependencies count for nothing.
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
    first_of_cycle = {cycle[0] for cycle in cycles}
    lengths = {node: sizes[path] for node, path in enumerate(paths)}
    components = sorted((sorted(nodes) for nodes in nx.weakly_connected_components(graph)), key=lambda c: (-len(c), c))
    ordered = []
    for members in components:
        edges_of = [(node, user) for node in members for user in graph.successors(node)]
        order = deepseek_order(members, acyclic)
        if mode == "window":
            nearer = window_order(members, graph, acyclic, lengths, window_bytes)
            # A heuristic can lose to the plain order; this mode must not.
            order = max(nearer, order, key=lambda files: near_count(files, lengths, edges_of, window_bytes))
        ordered.append(_component(order, edges_of, paths, sum(node in first_of_cycle for node in members)))
    return ordered


def _graph(paths: list[str], edges: Iterable[tuple[str, str]]) -> "nx.DiGraph[int]":
    """Edges from dependency to dependent between places in `paths`, so that comparing nodes compares paths."""
    node_of = {path: node for node, path in enumerate(paths)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(paths)))
    graph.add_edges_from(sorted({(node_of[dst], node_of[src]) for src, dst in edges if src != dst}))
    return graph


def _component(order: list[int], edges: list[tuple[int, int]], paths: list[str], cycles: int) -> Component:
    place = {node: rank for rank, node in enumerate(order)}
    return Component(
        paths=tuple(paths[node] for node in order),
        edges=tuple(sorted((paths[user], paths[node]) for node, user in edges)),
        cycles=cycles,
        violated=sum(place[user] < place[node] for node, user in edges),
    )
