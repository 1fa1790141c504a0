"""How much of a repository depends on each of its files."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import networkx as nx

MAX_TIED = 16_384  # files of one component, whose sets of one another take a bit each: 32 MiB


@dataclass(frozen=True, slots=True)
class Ties:
    """How a file hangs together with the others of its repository.

    Attributes:
        dependents: files that depend on it.
        dependencies: files that it depends on.
        reached_by: share of the other files that depend on it, directly or through others; None in a component of more
            than MAX_TIED files.
    """

    dependents: int = 0
    dependencies: int = 0
    reached_by: float | None = 0.0


def ties(files: Collection[str], edges: Iterable[tuple[str, str]]) -> dict[str, Ties]:
    """The ties of each file.

    Args:
        files: paths.
        edges: pairs of them, the one that depends on the other first; each once, none with itself.
    """
    users = nx.DiGraph((dependency, user) for user, dependency in edges)
    found = dict.fromkeys(files, Ties())
    others = max(len(files) - 1, 1)
    for component in nx.weakly_connected_components(users):
        counts = _reached(users.subgraph(component)) if len(component) <= MAX_TIED else {}
        for path in component:
            reached = counts[path] / others if path in counts else None
            found[path] = Ties(users.out_degree(path), users.in_degree(path), reached)
    return found


def _reached(users: "nx.DiGraph[str]") -> dict[str, int]:
    """How many nodes can be reached from each, itself left out: sets as the bits of numbers, last nodes first."""
    bit = {path: 1 << number for number, path in enumerate(users)}
    sets: dict[str, int] = {}
    for cycle in nx.strongly_connected_components(users):  # in reverse topological order
        reached = 0
        for path in cycle:
            reached |= bit[path]
            for user in users.successors(path):
                reached |= sets.get(user, 0)
        sets.update(dict.fromkeys(cycle, reached))
    return {path: reached.bit_count() - 1 for path, reached in sets.items()}
