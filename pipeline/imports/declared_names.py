"""Imports that name what files declare: packages or namespaces with their types and functions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.imports.clauses import Clause
from pipeline.imports.declared_table import DeclaredTable, enclosing
from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.psr4 import Psr4
from pipeline.imports.required_path import required_path
from pipeline.imports.spelling import Name, Spelling
from pipeline.parsing.parsed_file import ImportStatement

_MOST_OPEN = 100
"""Packages that a file may have open at once; every use is looked for in each of them."""


@dataclass
class _Findings:
    """Dependencies of one file: by the statement that brings them, and without one by kind, with a line."""

    written: dict[ImportStatement, set[str]] = field(default_factory=lambda: defaultdict(set))
    implied: dict[tuple[str, str], int] = field(default_factory=dict)
    everywhere: frozenset[ImportStatement] = frozenset()
    line: int = 0

    def lead(self, statement: ImportStatement | None, targets: Iterable[str]) -> None:
        """Add dependencies by a name that a statement, of this file or of everywhere, or none gives."""
        if statement is None or statement in self.everywhere:
            self.imply("qualified" if statement is None else "global-import", targets)
        else:
            self.written[statement].update(targets)

    def imply(self, kind: str, targets: Iterable[str]) -> None:
        """Add dependencies by the use that is being looked at, on `line`."""
        for target in targets:
            self.implied[kind, target] = min(self.line, self.implied.get((kind, target), self.line))


@dataclass
class _Scope:
    """What the names in one file mean: imported names, packages opened by a wildcard or stood in, own names."""

    names: dict[str, tuple[ImportStatement | None, Name]] = field(default_factory=dict)
    wildcards: list[tuple[ImportStatement, Name]] = field(default_factory=list)
    packages: list[Name] = field(default_factory=list)
    declared: frozenset[str] = frozenset()


class DeclaredNames:
    """Java, C#, PHP, Elixir, R and alike: a wildcard or a shared package leads only to files whose names are used.

    An imported name shadows one of the same package, and that one shadows names behind wildcards. Of several files
    that declare the same name the nearest to the importer is meant. Options, all off by default:
        family: languages that see one another's names.
        chained: several package clauses of a file nest (Scala).
        enclosing: names of the packages around a file's own are visible (C#).
        global: names outside any package are visible everywhere (PHP functions).
        relative: a path may start in a visible package (Scala, C#, PHP).
        absolute_imports: what imports name may not; only paths in the code start in a visible package (PHP).
        default_package_is_directory: files without a package see only those in their own directory (Java).
        default_package_is_file: a file without a package is a package called like the file with a capital (F#).
        partial: a name may be declared in parts, all of which are meant, within one `project` (C#).
        project: end of the file names that mark a project's directory, e.g. `.csproj`.
        root_namespace: the first part of a path may be a namespace that only project files name (Visual Basic).
        suffixes: endings that a use may leave out, e.g. `Attribute`.
        single: ending of the names that say nothing when several files declare them (PHP constants).
        extensions: endings that a path may leave out, in order.
        sources, references: see pipeline.imports.listed_sources.
        modules: packages are themselves names that code uses (Elixir, Erlang).
        self: a word that means the first package of the file it stands in, e.g. `__MODULE__`.
        exact: a qualified name means what it names whole, never what a shorter one names (R, Lisp).
        unique: a name that several files declare means none of them, unless one alone is beside the importer (R).
        declares: regular expression to be found in the paths of the files that declare names for others.
        and those of pipeline.imports.spelling, projects and file_names.
    An import with style `global` counts for every file of its project, one with style `opens` opens a package in every
    file of its own package (Lisp); one with style `alias` leads only to what is
    used by the name that it gives, and where names are written in full only such a one gives a name; one with style
    `path` names a file.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._options = options
        self._spelling = Spelling(options)
        self._by_file = "file_names" in options
        self._exact = bool(options.get("exact"))
        self._full = bool(options.get("full_names"))
        self._table = DeclaredTable(index, languages, options)
        self._psr4 = Psr4(index.manifests)
        self._last: tuple[str, _Findings] | None = None
        self._globals: dict[str, list[ImportStatement]] = defaultdict(list)
        for file in index.files.values():
            if file.language in languages:
                self._globals[self._table.project(file.path)] += [s for s in file.parsed.imports if s.style == "global"]

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """See Strategy."""
        return sorted(self._findings(file).written.get(statement, ()))

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """See Strategy; kinds `same-package`, `qualified` (full name in the code) and `global-import`."""
        implied = self._findings(file).implied
        return [Edge(file.path, target, kind, line) for (kind, target), line in sorted(implied.items())]

    def _findings(self, file: SourceFile) -> _Findings:
        if self._last is None or self._last[0] != file.path:
            self._last = (file.path, self._analyse(file))
        return self._last[1]

    def _analyse(self, file: SourceFile) -> _Findings:
        findings, scope = _Findings(), _Scope(packages=self._table.chain(file))
        if self._options.get("enclosing"):
            scope.packages = list(enclosing(scope.packages))
        elif self._table.opened:
            scope.packages += [name for package in scope.packages for name in self._table.opened.get(package, ())]
        elif self._options.get("global") and () not in scope.packages:
            scope.packages.append(())
        del scope.packages[_MOST_OPEN:]
        own, scope.declared = self._options.get("self"), self._spelling.heads(file.parsed.defines)
        if own and scope.packages[0]:
            scope.names[own] = (None, scope.packages[0])
        for statement in file.parsed.imports:
            if statement.style == "path":
                findings.written[statement].update(self._named_file(file.path, statement.module))
            else:
                for clause in self._spelling.clauses(statement.module):
                    findings.written[statement].update(self._open(scope, file.path, statement, clause))
        everywhere = [s for s in self._globals[self._table.project(file.path)] if s not in findings.written]
        findings.everywhere = frozenset(everywhere)
        for statement in everywhere:
            for clause in self._spelling.clauses(statement.module):
                self._open(scope, file.path, statement, clause)
        for use in file.parsed.uses:
            findings.line = file.parsed.line_of(use)
            self._use(findings, scope, file, use)
        return findings

    def _named_file(self, importer: str, spelled: str) -> list[str]:
        endings = ("", *self._options.get("extensions", ()))
        path = spelled.replace("\\", "/")
        found = (required_path(self._index, importer, path + ending) for ending in endings)
        return next(filter(None, found), [])

    def _open(self, scope: _Scope, importer: str, statement: ImportStatement, clause: Clause) -> list[str]:
        """Add what a clause brings to the scope; the files that it names itself."""
        name, found = self._absolute(scope, importer, clause)
        if clause.wildcard or statement.wildcard:
            if len(scope.wildcards) < _MOST_OPEN:
                scope.wildcards.append((statement, name))
            return self._table.declaring(name, importer)  # everything inside a type, as in `import static a.B.*`
        if not self._full or statement.style == "alias" or clause.alias != clause.path[-1]:
            scope.names[clause.alias] = (statement, name)
        if statement.style == "alias":
            return []
        return found or self._psr4.candidates(name, self._index.paths)

    def _absolute(self, scope: _Scope, importer: str, clause: Clause) -> tuple[Name, list[str]]:
        """The full name behind a clause and the files that declare it or what it is in."""
        if self._options.get("relative") and not clause.absolute and not self._options.get("absolute_imports"):
            starts = list(scope.packages)
            if self._by_file:
                starts += [package for _, package in scope.wildcards]
            if clause.path[0] in scope.names and len(clause.path) > 1:
                starts.insert(0, scope.names[clause.path[0]][1][:-1])
            for start in starts:
                found = self._table.longest((*start, *clause.path), importer, len(start))
                if found or (start and self._table.is_package((*start, *clause.path))):
                    return (*start, *clause.path), found
        if self._full:
            path = clause.path
            if path[0] in scope.names:
                path = (*scope.names[path[0]][1], *path[1:])
            return path, self._table.declaring(path, importer)
        path, below = clause.path, clause.path[1:]
        found = self._table.longest(path, importer, 1 if below else 0)
        unknown = self._options.get("root_namespace") and not found and not self._table.is_package(path)
        if unknown and (self._table.is_package(below) or self._table.declaring(below, importer)):
            return below, self._table.longest(below, importer)
        return path, found

    def _use(self, findings: _Findings, scope: _Scope, file: SourceFile, use: str) -> None:
        """Find the files behind a name used in the code and note how it came to be visible."""
        for clause in self._spelling.clauses(use)[:1]:
            for spelling in [clause.path, *(self._suffixed(clause.path))]:
                if self._resolve_use(findings, scope, file, clause.absolute, spelling):
                    return

    def _longest(self, name: Name, importer: str, beyond: int) -> list[str]:
        return self._table.declaring(name, importer) if self._full else self._table.longest(name, importer, beyond)

    def _suffixed(self, path: Name) -> list[Name]:
        return [(*path[:-1], path[-1] + suffix) for suffix in self._options.get("suffixes", ())]

    def _resolve_use(self, findings: _Findings, scope: _Scope, file: SourceFile, absolute: bool, path: Name) -> bool:
        head, importer = path[0], file.path
        if absolute or head == "global":
            found = self._table.longest(path if absolute else path[1:], importer)
            findings.imply("qualified", found)
            return bool(found)
        if head in scope.names:
            statement, name = scope.names[head]
            found = self._longest((*name, *path[1:]), importer, 1)
            findings.lead(statement, found)
            return True
        if head in scope.declared:
            return True
        if self._full or (self._exact and len(path) > 1):
            findings.imply("qualified", self._table.declaring(path, importer))
            return True
        visible = path if self._options.get("relative") else path[:1]
        for package in scope.packages:
            found = self._table.longest((*package, *visible), importer, len(package))
            if found:
                apart = self._by_file and not package
                findings.imply("qualified" if apart else "same-package", found)
                return True
        for statement, package in scope.wildcards:
            found = self._table.longest((*package, *visible), importer, len(package))
            if found:
                findings.lead(statement, found)
                return True
        found = self._table.longest(path, importer, 1)
        findings.imply("qualified", found)
        return bool(found)
