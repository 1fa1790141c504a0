"""Which repositories stand for which: decisions on plain values, the same whatever their order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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

    Raises:
        KeyError: a pair names a repository that is not the best member of a group.
    """
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda candidate: candidate.rank):
        groups[candidate.content_hash].append(candidate)
    group_of = {group[0].repo: group for group in groups.values()}  # by best member, best first
    place = {repo: number for number, repo in enumerate(group_of)}
    pairs = {(place[pair.first], place[pair.second]): pair for pair in similar}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(place)))
    graph.add_edges_from(pairs)
    survivors = _survivors(graph)
    best_first = list(group_of.values())
    rows = []
    for cluster in sorted(sorted(part) for part in nx.connected_components(graph)):
        if len(cluster) == 1 and len(best_first[cluster[0]]) == 1:
            continue
        for number in cluster:
            better = survivors[number]
            near = pairs.get((number, better)) or pairs.get((better, number))
            for member in best_first[number]:
                rows.append(_row(best_first[cluster[0]][0], member, best_first[better][0], near))
    return rows


def _survivors(graph: "nx.Graph[int]") -> list[int]:
    """Who is kept for each group, itself included; groups are numbered from the best."""
    survivors: list[int] = []
    for number in range(len(graph)):
        kept = (other for other in graph[number] if other < number and survivors[other] == other)
        survivors.append(min(kept, default=number))
    return survivors


def _row(best: Candidate, member: Candidate, survivor: Candidate, near: Similar | None) -> dict[str, Any]:
    """`best` of the cluster; `near` is the verified pair of the member's group with the survivor, None in one group."""
    kind = "near" if near else "survivor" if member.repo == survivor.repo else "exact"
    return {
        "cluster": best.repo, "repo": member.repo, "survivor": survivor.repo, "kind": kind,
        "similarity": near.similarity if near else 1.0, "containment": near.containment if near else 1.0,
    }
