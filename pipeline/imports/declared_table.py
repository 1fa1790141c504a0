"""Which file declares which qualified name, over all files of a family of languages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, splitext
from typing import Any

from pipeline.imports.file_names import FileNames
from pipeline.imports.index import Nearest, RepositoryIndex, SourceFile
from pipeline.imports.listed_sources import ListedSources
from pipeline.imports.projects import Projects, inside
from pipeline.imports.spelling import Name, Spelling

# Of a name that more files declare in parts, only the nearest part is meant; where what a file sees is decided by what
# projects list or by what stands beside it, it says nothing.
MOST_PARTS = 200


class DeclaredTable:
    """Qualified names with the files that declare them. Options are those of `DeclaredNames`."""

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._nearest: dict[Name, Nearest] = {}
        self._chained = bool(options.get("chained"))
        self._all_parts = bool(options.get("partial"))
        self._single: str | None = options.get("single")
        self._named_by_file = bool(options.get("default_package_is_file"))
        self._local_default = bool(options.get("default_package_is_directory"))
        marker = options.get("project")
        self._listed = ListedSources(index, options) if "sources" in options else None
        self._unique = bool(options.get("unique"))
        self._spelling = Spelling(options)
        self._packaged = Projects(index, options)
        self._modules = FileNames(index, self._packaged, options) if "file_names" in options else None
        self._projects = frozenset(dirname(path) for path in index.paths if marker and path.endswith(marker))
        self._paths: dict[Name, list[str]] = defaultdict(list)
        self._unpackaged: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._chosen: dict[tuple[Name, str], list[str]] = {}
        self._packages: set[Name] = set()
        self.opened: dict[Name, list[Name]] = defaultdict(list)
        """Packages that a statement of style `opens` opens in all files of a package."""
        declaring = re.compile(options.get("declares", ""))
        for file in index.files.values():
            if file.language not in languages or not declaring.search(file.path):
                continue
            for statement in file.parsed.imports:
                if statement.style == "opens":
                    for package in self.packages(file):
                        self.opened[package].append(self._spelling.parts(statement.module)[:1])
            if self._modules is not None:
                for name in self._modules.names(file.path):
                    self._paths[name].append(file.path)
            else:
                for package in self._declared_in(file):
                    self._declare(file, package, bool(options.get("modules")))

    def _declare(self, file: SourceFile, package: Name, itself: bool) -> None:
        self._packages.update(package[:count] for count in range(1, len(package) + 1))
        for text in file.parsed.defines:
            name = self._spelling.declared(text.removeprefix("\\"))
            outside = text.startswith("\\")  # of any package, as PHP's define() declares
            self._paths[name if outside else (*package, *name)].append(file.path)
            if not package:
                self._unpackaged[dirname(file.path), text].append(file.path)
            elif package == name:  # `module A` in package A stands for the package
                self._paths[package].append(file.path)
        if itself and package:
            self._paths[package].append(file.path)

    def _declared_in(self, file: SourceFile) -> list[Name]:
        """Packages for which `file` declares names: those it is in, by all names of these."""
        home = self._packaged.home(file.path)
        return [*self.packages(file), *(self._packaged.names(home) if home is not None else ())]

    def packages(self, file: SourceFile) -> list[Name]:
        """Packages the names of `file` belong to: all that it names, or the innermost of a chain (Scala)."""
        named = [self._spelling.parts(package) for package in file.parsed.packages]
        if self._chained and named:
            return [tuple(part for name in named for part in name)]
        if self._modules is not None:
            return [self._modules.package(file.path)]
        return named or [self._unnamed(file)]

    def chain(self, file: SourceFile) -> list[Name]:
        """Packages whose members `file` sees because it stands in them, innermost first."""
        if not self._chained:
            return [()] if self._named_by_file and not file.parsed.packages else self.packages(file)
        named = [self._spelling.parts(package) for package in file.parsed.packages]
        steps = [tuple(part for name in named[:count] for part in name) for count in range(len(named), 0, -1)]
        return steps or [()]

    def _unnamed(self, file: SourceFile) -> Name:
        """The package of a file that names none."""
        home = self._packaged.home(file.path)
        if home is not None:
            return inside(home)
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
        if len(every) > MOST_PARTS and (self._listed or self._unique):
            return []
        found = [path for path in every if self._listed.allows(importer, path)] if self._listed else every
        if len(found) < 2:
            return found
        if self._single and name[-1].endswith(self._single):
            return []
        if self._unique:
            beside = [path for path in found if dirname(path) == directory]
            return beside if len(beside) == 1 else []
        key = (name, importer if self._listed else directory)
        if key not in self._chosen:
            self._chosen[key] = self._choose(name, found, importer)
        return self._chosen[key]

    def _choose(self, name: Name, found: list[str], importer: str) -> list[str]:
        if self._listed:
            nearest = self._index.nearest(found, importer)
        else:
            if name not in self._nearest:
                self._nearest[name] = Nearest(found)
            nearest = self._nearest[name].to(importer)
        if nearest is None or not self._all_parts or len(found) > MOST_PARTS:
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
