"""Rust: `mod` and `use` items led through the module tree to the files that define what they name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from pipeline.imports.clauses import Clause, clauses
from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.rust_crates import Crate, Crates, Module
from pipeline.parsing.parsed_file import ImportStatement

_REEXPORTS = 32
"""How many `use` items are followed from the place where a name is asked for."""
_STARTS = frozenset({"crate", "self", "super", "Self"})


@dataclass
class _Uses:
    """The `use` items of a module: by the name they give, and those with `*`."""

    named: dict[str, Clause] = field(default_factory=dict)
    globs: list[Clause] = field(default_factory=list)


class RustModules:
    """Modules as files.

    A path leads to the file that defines its last name: the deepest module on the way, or where that module's own
    `use` items have the name from. A `*` leads to the module's file, and names that it may have brought to the files
    that define them. Names of inline modules stay in their file, but for what these get from elsewhere by `use`.
    Macros (names ending in `!`) are known in the whole crate and as names of its root, if just one file defines them.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._crates = Crates(index, languages)
        self._defining: dict[str, dict[str, list[str]]] = {}
        self._used: dict[str, dict[str, _Uses]] = {}

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """See Strategy."""
        if statement.style in ("mod", "path"):
            name = tuple(statement.module.rpartition("=")[2].replace("r#", "").split("::"))
            target = self._crates.declared(file).get(name)
            return [target] if target else []
        if statement.style == "include":
            path = normpath(join(dirname(file.path), statement.module))
            return [path] if path in self._index.paths else []
        found: set[str] = set()
        for clause in clauses(statement.module):
            below = Clause(clause.path[1:], clause.alias, clause.wildcard)
            found |= self._follow(file.path, clause)
            if statement.style == "inline" and not found and below.path:
                found |= self._follow(file.path, below)
        return sorted(found)

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """Paths and macros in the code (kind `qualified`)."""
        found: list[Edge] = []
        macros = {use for use in file.parsed.uses if use.endswith("!")}
        first_last = sorted(file.parsed.uses, key=file.parsed.line_of, reverse=True)
        paths = {clause.path: file.parsed.line_of(use) for use in first_last for clause in clauses(use)[:1]}
        shorter = {path[:count] for path in paths for count in range(1, len(path))}
        for path in sorted(paths.keys() - shorter):  # the way to a longer path is not asked for itself
            targets = self._meant(file, path)
            if path[0] + "!" in macros and file.path in self._crates.place and not _defines(file, path[0]):
                targets.update(self._macro(self._crates.place[file.path][0], path[0]))
            found += (Edge(file.path, target, "qualified", paths[path]) for target in sorted(targets))
        return found

    def _meant(self, file: SourceFile, path: Module) -> set[str]:
        """The file that a path in the code leads to, which may start with a name from a `use` item."""
        if path[0] in file.parsed.defines:
            return set()
        uses = self._uses(file).get("", _Uses())
        target = None
        if path[0] not in _STARTS:
            target = self._exported(file.path, uses, path, set())
        if target is None and len(path) > 1 and path[0] not in uses.named:
            return self._follow(file.path, Clause(path))
        return {target} if target else set()

    def _follow(self, importer: str, clause: Clause) -> set[str]:
        path = clause.path[:-1] if clause.path[-1] == "self" and len(clause.path) > 1 else clause.path
        target = self._lead(importer, path, clause.absolute, set())
        return {target} if target else set()

    def _lead(self, importer: str, path: Module, absolute: bool, seen: set[tuple[str, Module]]) -> str | None:
        """The file that `path`, written in `importer`, leads to."""
        if (importer, path) in seen or len(seen) >= _REEXPORTS or importer not in self._crates.place:
            return None
        seen.add((importer, path))
        start = self._start(importer, path, absolute)
        if start is None:
            return None
        crate, module, rest = start
        while rest and (*module, rest[0]) in crate.modules:
            module, rest = (*module, rest[0]), rest[1:]
        owner = crate.modules.get(module)
        file = self._index.files.get(owner) if owner else None
        if owner is None or file is None or not rest or _defines(file, rest[0]):
            return owner
        uses = self._uses(file)
        inner = rest[0] if len(rest) > 1 and rest[0] in uses else ""
        found = self._exported(owner, uses[inner], rest[1:] if inner else rest, seen) if inner in uses else None
        macro = self._macro(crate, rest[0]) if not module else ()
        return found or next(iter(macro), owner)

    def _macro(self, crate: Crate, name: str) -> tuple[str, ...]:
        """The file of a crate that defines a macro, if just one does."""
        if crate.root not in self._defining:
            defining: dict[str, list[str]] = defaultdict(list)
            for path in sorted(set(crate.modules.values())):
                for name in self._index.files[path].parsed.defines if path in self._index.files else ():
                    if name.endswith("!"):
                        defining[name].append(path)
            self._defining[crate.root] = defining
        found = self._defining[crate.root].get(name + "!", [])
        return tuple(found) if len(found) == 1 else ()

    def _start(self, importer: str, path: Module, absolute: bool) -> tuple[Crate, Module, Module] | None:
        """The crate and module where a path starts, and what is left of it."""
        crate, here = self._crates.place[importer]
        module, moved = here, False
        rest = path
        for position, part in enumerate(path):
            if part == "crate":
                module, rest, moved = (), path[position + 1 :], True
            elif part == "super":
                # the name before it is an inline module of this file, which `super` leaves
                inline = position > 0 and path[position - 1] not in ("crate", "super", "self")
                module, rest, moved = (module if inline else module[:-1]), path[position + 1 :], True
            elif part == "self":
                rest, moved = path[position + 1 :], True
        if moved:
            return crate, module, rest
        if not absolute and (*here, path[0]) in crate.modules:
            return crate, here, path
        library = crate.known.get(path[0]) or self._crates.libraries.get(path[0])
        if library in self._crates.crates:
            return self._crates.crates[library], (), path[1:]
        return (crate, (), path) if crate.paths_from_root and (path[0],) in crate.modules else None

    def _exported(self, importer: str, uses: _Uses, rest: Module, seen: set[tuple[str, Module]]) -> str | None:
        """Where the `use` items of a module have the name `rest[0]` from."""
        if rest[0] in uses.named:
            clause = uses.named[rest[0]]
            return self._lead(importer, (*clause.path, *rest[1:]), clause.absolute, seen)
        for clause in uses.globs:
            target = self._lead(importer, (*clause.path, *rest), clause.absolute, seen)
            found = self._index.files.get(target) if target else None
            if found is not None and (_defines(found, rest[0]) or _defines(found, rest[-1])):
                return target
        return None

    def _uses(self, file: SourceFile) -> dict[str, _Uses]:
        """The `use` items of a file's module, by the empty name, and of the modules written inside it, by theirs."""
        if file.path not in self._used:
            found: dict[str, _Uses] = defaultdict(_Uses)
            for statement in file.parsed.imports:
                if statement.style in ("", "pub", "inline"):
                    for clause in clauses(statement.module):
                        inner = clause.path[0] if statement.style == "inline" and len(clause.path) > 1 else ""
                        if clause.wildcard:
                            found[inner].globs.append(clause)
                        else:
                            found[inner].named.setdefault(clause.alias, clause)
            self._used[file.path] = dict(found)
        return self._used[file.path]


def _defines(file: SourceFile, name: str) -> bool:
    return name in file.parsed.defines or name + "!" in file.parsed.defines
