"""Imports that spell a path, searched for in places: beside the importer, below include roots, in packages."""

from collections.abc import Iterable, Mapping
from posixpath import dirname
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.declared_files import DeclaredFiles, Implementing, Own
from pipeline.imports.edge import Edge
from pipeline.imports.function_folders import FunctionFolders
from pipeline.imports.include_roots import HintedRoots
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.marked_packages import MarkedPackages
from pipeline.imports.named_places import NamedPlaces
from pipeline.imports.node_packages import NodePackages
from pipeline.imports.path_aliases import PathAliases
from pipeline.imports.places import (
    Above,
    Absolute,
    Beside,
    Ending,
    LongEnding,
    Place,
    Relative,
    Roots,
    Served,
    Unique,
    Within,
    present,
)
from pipeline.imports.stated_roots import StatedRoots
from pipeline.parsing.parsed_file import ImportStatement

PLACES: dict[str, type[Place]] = {
    "above": Above,
    "absolute": Absolute,
    "aliases": PathAliases,
    "beside": Beside,
    "declared": DeclaredFiles,
    "ending": Ending,
    "long_ending": LongEnding,
    "function_folders": FunctionFolders,
    "hinted": HintedRoots,
    "implementing": Implementing,
    "named": NamedPlaces,
    "marked": MarkedPackages,
    "own": Own,
    "packages": NodePackages,
    "relative": Relative,
    "roots": Roots,
    "served": Served,
    "stated": StatedRoots,
    "unique": Unique,
    "within": Within,
}
# Places that lead to files of other names than the spelled one.
_RENAMING = frozenset({"aliases", "declared", "function_folders", "implementing", "named", "packages"})
# Places whose answer depends on the importer itself, not only on its directory.
_BY_FILE = frozenset({"declared", "function_folders", "implementing", "own", "within"})


class SearchPath:
    """The first place that has the file wins.

    Options:
        places: per style of the statement, keys of PLACES in the order of search; a style that is not listed is
            searched like the empty one.
        separator: what stands for `/`, e.g. `.` in Lua; by default a backslash.
        separated: styles of the statements that write it, by default those without style; others write paths.
        uses: names used in the code are searched for, too, like statements of style `use`.
        drop: regular expression for a beginning to ignore, such as `$DIR/` in a shell script.
        cut: a character that ends the path, such as `?` in JavaScript.
        and those of pipeline.imports.completion and of the places named.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._completion = Completion(index, options)
        names: Mapping[str, list[str]] = options["places"]
        used = {name for searched in names.values() for name in searched}
        places = {name: PLACES[name](self._completion, options) for name in sorted(used)}
        self._places = {style: [places[name] for name in searched] for style, searched in names.items()}
        self._renaming = not _RENAMING.isdisjoint(used)
        self._by_file = not _BY_FILE.isdisjoint(used)
        self._uses = bool(options.get("uses", False))
        self._found: dict[tuple[str, str, str], str | None] = {}

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """With the option `uses` the files behind the names that the code uses; else every dependency is spelled."""
        uses = file.parsed.uses if self._uses else ()
        return [
            Edge(file.path, target, "same-package", file.parsed.line_of(use))
            for use in uses
            for target in self.targets(file, ImportStatement(use, style="use"))
        ]

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """The file the statement spells, if the repository has it."""
        home = file.path if self._by_file else dirname(file.path)
        key = home, statement.module, statement.style
        if key not in self._found:
            self._found[key] = self._search(file.path, statement)
        return present(self._found[key])

    def _search(self, importer: str, statement: ImportStatement) -> str | None:
        spelled = self._completion.plain(statement.module, statement.style)
        if not spelled or not (self._renaming or self._completion.may_exist(spelled)):
            return None
        places = self._places.get(statement.style, self._places.get("", []))
        return next((path for place in places for path in place.find(importer, spelled)), None)
