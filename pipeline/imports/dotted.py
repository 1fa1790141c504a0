"""Imports that name modules by dotted paths below source roots that nothing states (Python and alike)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile, steps
from pipeline.imports.source_roots import SourceRoots
from pipeline.parsing.parsed_file import ImportStatement


class Dotted:
    """`a.b.c` is `a/b/c` under some source root; a leading dot starts at the importer's own package.

    Follows CPython's import system (Language Reference, section 5) as far as files show it, and leads to the deepest
    file that is named. The roots of an absolute import are tried in this order: the one that the importer's own module
    name shows, or else the directories above the importer that are not packages, nearest first; those of its manifest;
    then, nearest first, the other roots of the repository.

    Options:
        extensions: endings of module files, in order of preference; the importer's own comes first.
        package_files: stems of files that make a directory a package, e.g. `__init__`.
        separator: between the parts of a name, by default `.`.
        relative: prefix of a relative import, each further one a directory up; empty when there are none.
        source_roots: base names of directories that are roots, e.g. `src`.
        project_files: names of files that make their directory a root, e.g. `pyproject.toml`.
        standard: first parts that belong to the language; only a script's own directory hides them.
        anywhere: whether a name found under no root may be the ending of any path.
        fixed: whether of the directories above the importer only those that a manifest states, that have a project file
            or that are the repository's root are roots, the outermost first (Lean).
        style_extensions: endings instead of those, by the style of the statement.
        and those of pipeline.imports.source_roots.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._extensions: tuple[str, ...] = tuple(options["extensions"])
        self._package_files: tuple[str, ...] = tuple(options.get("package_files", ()))
        self._separator: str = options.get("separator", ".")
        self._relative: str = options.get("relative", "")
        self._standard = frozenset(options.get("standard", ()))
        self._anywhere = bool(options.get("anywhere", False))
        self._fixed = bool(options.get("fixed", False))
        self._source_roots = frozenset(options.get("source_roots", ()))
        self._project_files = frozenset(options.get("project_files", ()))
        self._style_extensions: Mapping[str, list[str]] = options.get("style_extensions", {})
        self._stated = SourceRoots(index, languages, options)
        self._tops = self._top_level()

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """None: every dependency is spelled."""
        return ()

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """Module files that the statement names, of the first root that has any."""
        for place in self._places(file.path, statement.module):
            if statement.style in self._style_extensions:
                paths = (place + extension for extension in self._style_extensions[statement.style])
                found = [path for path in paths if path in self._index.paths][:1]
            else:
                found = self._files(place, statement, file.path)
            if found:
                return found
        return []

    def _places(self, importer: str, module: str) -> Iterator[str]:
        """Paths without extension that `module` may mean, best first."""
        dots = len(module) - len(module.lstrip(self._relative)) if self._relative else 0
        parts = [part.strip() for part in self._stated.path_of(module[dots:]).split("/")] if module[dots:] else []
        if not all(parts) or "/" in module:
            return
        if dots:
            steps = importer.split("/")[:-dots]
            if dots <= len(importer.split("/")):
                yield "/".join(steps + parts)
        elif parts:
            yield from self._absolute(importer, parts)

    def _absolute(self, importer: str, parts: list[str]) -> Iterator[str]:
        if parts[0] == self._own_name:
            yield "/".join(parts[1:])
        if parts[0] not in self._names:
            return
        tail = "/".join(parts)
        roots = self._roots(importer)
        if parts[0] in self._standard:
            if self._hides_standard(dirname(importer), parts[0]):
                yield _join(dirname(importer), tail)
            return
        for root in roots:
            if not self._means_another(_join(root, parts[0]), importer, parts):
                yield _join(root, tail)
        others = self._tops.get(parts[0], set()) - set(roots)
        ranked = sorted(others, key=lambda root: (steps(dirname(importer), root), root))
        yield from (_join(root, tail) for root in ranked)
        yield from self._endings(importer, tail)

    def _roots(self, importer: str) -> list[str]:
        """Roots that hold for the importer before all others."""
        file = self._index.files.get(importer)
        own = None if file is None else self._stated.own(file)
        first = self._roots_above(importer) if own is None else [own]
        stated = self._stated.of_package(importer)
        if self._fixed:
            homes = [root for root in reversed(first) if not root or root in self._project_homes]
            return list(dict.fromkeys([*stated, *homes]))
        return list(dict.fromkeys([*first, *stated]))

    @cached_property
    def _project_homes(self) -> frozenset[str]:
        return frozenset(dirname(path) for path in self._index.paths if basename(path) in self._project_files)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every directory and module name of the repository: most imports start with another one and lead outside."""
        modules = [path for path in self._index.paths if path.endswith(self._extensions)]
        directories = {part for path in modules for part in dirname(path).split("/")}
        return frozenset(directories | {self._stem(basename(path)) for path in modules})

    @cached_property
    def _own_name(self) -> str | None:
        """What the repository is called where its root is a package itself: code in it names itself so."""
        return self._index.name.replace("-", "_") if self._is_package("") else None

    def _roots_above(self, importer: str) -> list[str]:
        """Directories from the importer up to the repository root that are not packages, nearest first."""
        directories = [dirname(importer)]
        while directories[-1]:
            directories.append(dirname(directories[-1]))
        return [directory for directory in directories if not directory or not self._is_package(directory)]

    def _hides_standard(self, home: str, name: str) -> bool:
        """Whether `home` is a directory of scripts that has a module of the name of a standard one."""
        above = home
        while above:
            if self._is_package(above):
                return False
            above = dirname(above)
        return self._module(_join(home, name), "") is not None

    def _means_another(self, place: str, importer: str, parts: list[str]) -> bool:
        """Whether a lone file beside the importer itself imports its own name: then that name is another module's."""
        if len(parts) > 1 or dirname(place) != dirname(importer) or self._package(place, "") is not None:
            return False
        path = self._module(place, importer)
        if path is None or path not in self._index.files:
            return False
        first = (statement.module.split(self._separator)[0] for statement in self._index.files[path].parsed.imports)
        return parts[0] in first

    def _endings(self, importer: str, tail: str) -> Iterator[str]:
        """The nearest place in another stated root, or in any directory (option `anywhere`)."""
        if not (self._anywhere or self._stated.all):
            return
        for extension in self._extensions:
            paths = self._index.ending_in(tail + extension)
            if not self._anywhere:
                paths = [path for path in paths if path.removesuffix(tail + extension).rstrip("/") in self._stated.all]
            found = self._index.nearest(paths, importer)
            if found is not None:
                yield found.removesuffix(extension)

    def _files(self, place: str, statement: ImportStatement, importer: str) -> list[str]:
        package = self._package(place, importer)
        if package is None:
            module = self._module(place, importer)
            if module is not None:
                return [module]
            members = (self._module(f"{place}/{name}", importer) for name in statement.names)
            return [member for member in members if member is not None]
        if not statement.names:
            return [package]
        found = [self._member(package, place, name, importer) for name in statement.names]
        return [*found, package] if statement.wildcard else found

    def _member(self, package: str, place: str, name: str, importer: str) -> str:
        """File that `from package import name` reads: a name the package defines comes before a module of its own."""
        declared = self._index.files[package].parsed.defines if package in self._index.files else ()
        module = None if name in declared else self._module(f"{place}/{name}", importer)
        return package if module is None else module

    def _module(self, place: str, importer: str) -> str | None:
        """The file of the module or package at `place`."""
        return self._package(place, importer) or self._first(place, importer)

    def _package(self, place: str, importer: str) -> str | None:
        found = (self._first(_join(place, stem), importer) for stem in self._package_files)
        return next((path for path in found if path is not None), None)

    def _is_package(self, directory: str) -> bool:
        return self._package(directory, "") is not None

    def _first(self, stem: str, importer: str) -> str | None:
        own = next((extension for extension in self._extensions if importer.endswith(extension)), None)
        ordered = self._extensions if own is None else (own, *self._extensions)
        return next((stem + extension for extension in ordered if stem + extension in self._index.paths), None)

    def _top_level(self) -> dict[str, set[str]]:
        """Per first part of a name, the roots that have it, other than by lying above the importer.

        These are the parents of outermost packages, and what stands directly in a directory with the name of a source
        root or with a project file. Nothing inside a package is a root: it is data, or vendored code.
        """
        tops: dict[str, set[str]] = defaultdict(set)
        inside: dict[str, bool] = {"": False}
        for path in self._index.paths:
            if not path.endswith(self._extensions):
                continue
            parts = path.split("/")
            for depth in range(len(parts)):
                root, child = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
                if root not in inside:
                    inside[root] = inside[dirname(root)] or self._is_package(root)
                if inside[root]:
                    break
                first = parts[depth] if depth < len(parts) - 1 else self._stem(parts[depth])
                named = root in self._project_homes or basename(root) in self._source_roots
                if named or (depth < len(parts) - 1 and self._is_package(child)):
                    tops[first].add(root)
        return dict(tops)

    def _stem(self, name: str) -> str:
        return next(name.removesuffix(extension) for extension in self._extensions if name.endswith(extension))


def _join(directory: str, tail: str) -> str:
    return f"{directory}/{tail}" if directory else tail
