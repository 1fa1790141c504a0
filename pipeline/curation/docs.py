"""Which files of a repository are documentation that no code is tied to."""

from collections.abc import Iterable, Mapping

import networkx as nx

from pipeline.graph.front import FRONT
from pipeline.imports.edge import Edge


def docs_alone(prose: Mapping[str, bool], edges: Iterable[Edge]) -> set[str]:
    """Paths of the components of a repository in which every file is prose, without what opens a repository.

    The README of the root is what it says of itself, and stands before its code (pipeline.graph.front).

    Args:
        prose: for each file whether it is text for people.
        edges: dependencies between these files.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(path for path, is_prose in prose.items() if is_prose)
    tied: set[str] = set()
    for edge in edges:
        if prose[edge.src] and prose[edge.dst]:
            graph.add_edge(edge.src, edge.dst)
        else:
            tied.update(path for path in (edge.src, edge.dst) if prose[path])
    alone = {path for members in nx.connected_components(graph) if tied.isdisjoint(members) for path in members}
    return {path for path in alone if not FRONT[0].fullmatch(path)}
