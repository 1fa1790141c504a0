"""Which repositories stand for which: decisions on plain values, the same whatever their order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

# A bucket with more members links each to the first ones only: all pairs of a bucket grow with its square.
BUCKET_CAP = 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """A repository as deduplication sees it.

    Attributes:
        repo: name.
        stars: stars, None when not known.
        kept_files: files in its documents.
        content_hash: equal for repositories with the same kept texts.
    """

    repo: str
    stars: int | None
    kept_files: int
    content_hash: str

    @property
    def rank(self) -> tuple[int, int, str]:
        """The total order of survivors: more stars first (unknown last), then more kept files, then the name."""
        return rank(self.stars, self.kept_files, self.repo)


@dataclass(frozen=True, slots=True)
class Similar:
    """Two repositories whose similarity was verified. `containment` is that of the smaller in the larger."""

    first: str
    second: str
    similarity: float
    containment: float


def rank(stars: int | None, kept_files: int, repo: str) -> tuple[int, int, str]:
    """Sort key of the survivor order: the least is kept."""
    return -(-1 if stars is None else stars), -kept_files, repo


def pairs_of_bucket(members: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs to be verified among the repositories that share a band, each pair in the members' order.

    Args:
        members: names in survivor order, without repeats.
    """
    names = list(members)
    for first, second in combinations(names[:BUCKET_CAP], 2):
        yield first, second
    for late in names[BUCKET_CAP:]:
        for first in names[:BUCKET_CAP]:
            yield first, late


def decide(candidates: Sequence[Candidate], similar: Sequence[Similar]) -> list[dict[str, Any]]:
    """Rows of schemas.duplicates for all repositories in clusters of more than one.

    Repositories with equal content are one group, which its best member stands for. Verified pairs join groups to
    clusters. In a cluster, from best to worst, a repository is dropped when it was verified similar to one that is
    kept, and names the best such; else it is kept itself. So nothing is dropped for a repository that it was not
    compared with, as happens at the ends of a chain of duplicates.

    Args:
        candidates: all members of groups of equal content, and all repositories of verified pairs.
        similar: verified pairs between the best members of their groups.
    """
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda candidate: candidate.rank):
        groups[candidate.content_hash].append(candidate)
    group_of = {group[0].repo: group for group in groups.values()}  # by best member, best first
    place = {repo: number for number, repo in enumerate(group_of)}
    pairs = {frozenset((pair.first, pair.second)): pair for pair in similar}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(place)
    graph.add_edges_from((pair.first, pair.second) for pair in pairs.values())
    clusters = sorted(sorted(place[repo] for repo in part) for part in nx.connected_components(graph))
    best_first = list(place)
    rows = []
    for cluster in clusters:
        members = [best_first[number] for number in cluster]
        if len(members) == 1 and len(group_of[members[0]]) == 1:
            continue
        survivors = _survivors(members, graph)
        for name in members:
            near = pairs.get(frozenset((name, survivors[name])))
            rows += [_row(members[0], member.repo, name, survivors[name], near) for member in group_of[name]]
    return rows


def _survivors(members: Sequence[str], graph: "nx.Graph[str]") -> dict[str, str]:
    """Who is kept for each member of a cluster, itself included; members come best first."""
    kept: set[str] = set()
    survivors = {}
    for name in members:
        better = [other for other in members if other in kept and graph.has_edge(name, other)]
        survivors[name] = better[0] if better else name
        if not better:
            kept.add(name)
    return survivors


def _row(cluster: str, repo: str, leader: str, survivor: str, near: Similar | None) -> dict[str, Any]:
    """`leader` stands for the repositories with the content of `repo`; `near` is its pair with the survivor."""
    kind = "survivor" if repo == survivor else "exact" if leader == survivor else "near"
    return {
        "cluster": cluster, "repo": repo, "survivor": survivor, "kind": kind,
        "similarity": near.similarity if near else 1.0, "containment": near.containment if near else 1.0,
    }
