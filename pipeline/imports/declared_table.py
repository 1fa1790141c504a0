"""Which file declares which qualified name, over all files of a family of languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, splitext
from typing import Any

from pipeline.imports.clauses import parts
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.listed_sources import ListedSources

Name = tuple[str, ...]
"""A qualified name by its parts; the empty tuple is the package without a name."""


class DeclaredTable:
    """Qualified names with the files that declare them. Options are those of `DeclaredNames`."""

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._chained = bool(options.get("chained"))
        self._fold = bool(options.get("fold"))
        self._all_parts = bool(options.get("partial"))
        self._named_by_file = bool(options.get("default_package_is_file"))
        self._local_default = bool(options.get("default_package_is_directory"))
        marker = options.get("project")
        self._listed = ListedSources(index, options) if "sources" in options else None
        self._projects = frozenset(dirname(path) for path in index.paths if marker and path.endswith(marker))
        self._paths: dict[Name, list[str]] = defaultdict(list)
        self._unpackaged: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._chosen: dict[tuple[Name, str], list[str]] = {}
        self._packages: set[Name] = set()
        for file in index.files.values():
            if file.language in languages:
                for package in self.packages(file):
                    self._packages.update(package[:count] for count in range(1, len(package) + 1))
                    for name in map(self.folded, file.parsed.defines):
                        self._paths[(*package, name)].append(file.path)
                        if not package:
                            self._unpackaged[dirname(file.path), name].append(file.path)

    def folded(self, text: str) -> str:
        """`text` as names are compared: in lower case with the option `fold`."""
        return text.lower() if self._fold else text

    def packages(self, file: SourceFile) -> list[Name]:
        """Packages the names of `file` belong to: all that it names, or the innermost of a chain (Scala)."""
        named = [parts(self.folded(package)) for package in file.parsed.packages]
        if self._chained and named:
            return [tuple(part for name in named for part in name)]
        return named or [self._unnamed(file)]

    def chain(self, file: SourceFile) -> list[Name]:
        """Packages whose members `file` sees because it stands in them, innermost first."""
        if not self._chained:
            return self.packages(file) if file.parsed.packages else [()]
        named = [parts(self.folded(package)) for package in file.parsed.packages]
        steps = [tuple(part for name in named[:count] for part in name) for count in range(len(named), 0, -1)]
        return steps or [()]

    def _unnamed(self, file: SourceFile) -> Name:
        """The package of a file that names none."""
        stem = splitext(basename(file.path))[0]
        return (stem[:1].upper() + stem[1:],) if self._named_by_file else ()

    def is_package(self, name: Name) -> bool:
        """Whether some file declares itself to be in package `name` or below it."""
        return name in self._packages

    def longest(self, name: Name, importer: str, beyond: int = 0) -> list[str]:
        """Files declaring the longest declared prefix of `name` that has more than `beyond` parts."""
        for count in range(len(name), beyond, -1):
            found = self.declaring(name[:count], importer)
            if found:
                return found
        return []

    def declaring(self, name: Name, importer: str) -> list[str]:
        """Files declaring exactly `name`: the nearest to the importer, or all parts of a partial declaration."""
        directory = dirname(importer)
        if self._local_default and len(name) == 1:
            return self._unpackaged.get((directory, name[0]), [])[:1]
        every = self._paths.get(name, [])
        found = [path for path in every if self._listed.allows(importer, path)] if self._listed else every
        if len(found) < 2:
            return found
        key = (name, importer if self._listed else directory)
        if key not in self._chosen:
            self._chosen[key] = self._choose(found, importer)
        return self._chosen[key]

    def _choose(self, found: list[str], importer: str) -> list[str]:
        nearest = self._index.nearest(found, importer)
        if nearest is None or not self._all_parts:
            return [nearest] if nearest else []
        home = self.project(importer)
        if all(self.project(path) != home for path in found):
            home = self.project(nearest)
        return [path for path in found if self.project(path) == home]

    def project(self, path: str) -> str:
        """Directory of the project file (option `project`) that governs `path`; empty when there is none."""
        directory = dirname(path)
        while directory and directory not in self._projects:
            directory = dirname(directory)
        return directory


def enclosing(packages: Iterable[Name]) -> Iterator[Name]:
    """Each package followed by those around it, without repeats, the nameless one included."""
    seen: set[Name] = set()
    for package in packages:
        for count in range(len(package), -1, -1):
            if package[:count] not in seen:
                seen.add(package[:count])
                yield package[:count]
