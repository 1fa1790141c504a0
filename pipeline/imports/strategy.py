"""What a resolver strategy is."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.parsing.parsed_file import ImportStatement


class Strategy(Protocol):
    """Leads the imports of one family of languages to files of one repository."""

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        """Prepare the look-ups of a repository, once.

        Args:
            index: the repository.
            languages: languages of the family: those whose catalogue entries have this strategy and `family`.
            options: options of the language whose files will be asked about.
        """

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """Paths that one import statement of `file` leads to; none when it leads out of the repository."""

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """Dependencies of `file` that no import statement spells, such as use of a name of the same package."""
