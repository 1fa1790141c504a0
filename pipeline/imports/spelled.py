"""Languages that name modules, and in some statements spell paths: `#include` in Haskell and Erlang, R's `source`."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.search_path import SearchPath
from pipeline.imports.strategy import Strategy
from pipeline.parsing.parsed_file import ImportStatement


class Spelled:
    """A strategy beside which statements of some styles are searched for as paths.

    Options (those of pipeline.imports.search_path, under `spelled` in the options of any strategy):
        places: its styles are the ones whose statements spell paths; all others go to the language's strategy.
    """

    def __init__(
        self, other: Strategy, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]
    ) -> None:
        self._other = other
        self._styles = frozenset(options["places"])
        self._paths = SearchPath(index, languages, options)

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """See Strategy."""
        return (self._paths if statement.style in self._styles else self._other).targets(file, statement)

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """See Strategy."""
        return self._other.implicit(file)
