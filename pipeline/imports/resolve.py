"""All dependencies of a repository: each import statement led to files by its language's strategy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.imports import STRATEGIES
from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.pairs import pairs
from pipeline.imports.spelled import Spelled
from pipeline.imports.strategy import Strategy
from pipeline.kinds import KINDS
from pipeline.languages.language import Language

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Resolution:
    """Dependencies of a repository.

    Attributes:
        edges: sorted; one per pair of files, with the first line that asks for it; no file depends on itself.
        resolved: per path, import statements that led to at least one file (the importer itself counts).
    """

    edges: tuple[Edge, ...]
    resolved: Mapping[str, int]


def resolve(index: RepositoryIndex, languages: Mapping[str, Language], kinds: Collection[str]) -> Resolution:
    """Find the dependencies of some kinds (keys of pipeline.kinds.KINDS) between the files of a repository."""
    strategies: dict[str, Strategy | None] = {}
    edges: dict[tuple[str, str], Edge] = {}
    resolved: dict[str, int] = {}
    for file in index.sources:
        if file.language not in strategies:
            strategies[file.language] = _strategy(file.language, index, languages)
        strategy = strategies[file.language]
        if strategy is None:
            continue
        found, count = _dependencies(file, strategy)
        resolved[file.path] = resolved.get(file.path, 0) + count
        for edge in found:
            first = edges.get((edge.src, edge.dst))
            if edge.kind in kinds and (first is None or _rank(edge) < _rank(first)):
                edges[edge.src, edge.dst] = edge
    family = cache(lambda language: _family(language, languages))
    named = pairs(index, languages, family, kinds, edges)
    return Resolution(tuple(sorted([*edges.values(), *named])), resolved)


def _dependencies(file: SourceFile, strategy: Strategy) -> tuple[list[Edge], int]:
    edges, resolved = list(strategy.implicit(file)), 0
    for statement in file.parsed.imports:
        targets = sorted(set(strategy.targets(file, statement)))
        resolved += bool(targets)
        edges += [Edge(file.path, target, statement.kind, statement.line) for target in targets]
    return [edge for edge in edges if edge.src != edge.dst], resolved


def _rank(edge: Edge) -> tuple[int, int]:
    """Of several edges between two files the one whose kind comes first in KINDS, then the earlier line."""
    return _RANK[edge.kind], edge.line


def _strategy(name: str, index: RepositoryIndex, languages: Mapping[str, Language]) -> Strategy | None:
    imports = languages[name].imports
    if imports is None:
        return None
    family = _family(name, languages)
    strategy = STRATEGIES[imports.strategy](index, family, imports.options)
    return Spelled(strategy, index, family, imports.options["spelled"]) if "spelled" in imports.options else strategy


def _family(name: str, languages: Mapping[str, Language]) -> frozenset[str]:
    """The languages that see one another's files: those with the same strategy and `family`, at least itself."""
    imports = languages[name].imports
    if imports is None:
        return frozenset({name})
    return frozenset(
        language.name
        for language in languages.values()
        if language.imports is not None
        and language.imports.strategy == imports.strategy
        and language.imports.options.get("family") == imports.options.get("family")
    )
