"""Which repositories stand for which: decisions on plain values, the same whatever their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from networkx.utils import UnionFind

from pipeline.licence_policy import is_met, permissive


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two repositories that belong together, by their numbers in survivor order.

    Attributes:
        better: the one that comes first.
        worse: the other.
        drops: whether the worse is not needed where the better is kept: it is similar to it, or contained in it.
    """

    better: int
    worse: int
    drops: bool


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What became of a repository: who stands for it, itself included, and the first of its cluster."""

    repo: int
    survivor: int
    cluster: int


def decide(links: Sequence[Link]) -> list[Decision]:
    """A decision for every repository of the links, in survivor order.

    Links join repositories to clusters. From best to worst, a repository is dropped when a link drops it for one that
    is kept, and names the best such; else it is kept itself. So nothing is dropped for a repository that it was not
    compared with, as happens at the ends of a chain of duplicates.
    """
    survivors: dict[int, int] = {}
    clusters: UnionFind[int] = UnionFind()
    # By the worse: when its turn comes, all that is better is decided.
    for link in sorted(links, key=lambda link: (link.worse, link.better)):
        survivors.setdefault(link.better, link.better)
        clusters.union(link.better, link.worse)
        kept = survivors.setdefault(link.worse, link.worse) == link.worse
        if link.drops and kept and survivors[link.better] == link.better:
            survivors[link.worse] = link.better
    first: dict[int, int] = {}
    return [Decision(repo, survivors[repo], first.setdefault(clusters[repo], repo)) for repo in sorted(survivors)]


def licence_class(licence: str | None) -> int:
    """0 for a licence that is permissive or leaves the choice of one that is, 1 for any other, 2 for none."""
    if licence is None:
        return 2
    return 0 if is_met(licence, lambda name: name in permissive()) else 1
