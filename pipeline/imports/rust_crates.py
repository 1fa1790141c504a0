"""The crates of a repository and the files of their modules, as Cargo.toml and `mod` items lay them out."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath, splitext
from typing import Any

from pipeline.imports.index import RepositoryIndex, SourceFile

Module = tuple[str, ...]
"""Path of a module in its crate; the root is the empty tuple."""

_TARGETS = {"bin": "src/bin", "example": "examples", "test": "tests", "bench": "benches"}


@dataclass
class Crate:
    """A crate: its root file, its modules by path, and other crates by the name they have in it.

    `paths_from_root`: paths may start at the root of the crate without saying so, as in the edition of 2015.
    """

    root: str
    modules: dict[Module, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    paths_from_root: bool = True


class Crates:
    """Crates by root file, and where every file stands."""

    def __init__(self, index: RepositoryIndex, languages: frozenset[str]) -> None:
        self._index = index
        self._files = {path: file for path, file in index.files.items() if file.language in languages}
        self.crates: dict[str, Crate] = {}
        self.place: dict[str, tuple[Crate, Module]] = {}
        self.libraries: dict[str, str] = {}
        self._declared: tuple[tuple[str, bool], dict[Module, str]] | None = None
        packages = {dirname(p): _toml(t) for p, t in index.manifests.items() if basename(p) == "Cargo.toml"}
        for directory, manifest in packages.items():
            self._package(directory, manifest, packages)
        for path in sorted(self._files, key=lambda path: (basename(path) not in ("lib.rs", "main.rs"), path)):
            if path not in self.place and basename(path) in ("lib.rs", "main.rs"):
                self._grow(Crate(path))
        for path in sorted(self._files, key=lambda path: (path.count("/"), path)):
            if path not in self.place:
                self._adopt(path)

    def child(self, file: str, name: str, inside: Module = ()) -> str | None:
        """The file of `mod name;` in `file`, standing in the inline modules `inside`."""
        home = dirname(file)
        if file not in self.crates and basename(file) not in ("mod.rs", "lib.rs", "main.rs"):
            home = splitext(file)[0]
        home = join(home, *inside)
        for path in (join(home, name + ".rs"), join(home, name, "mod.rs")):
            if path in self._index.paths:
                return path
        return None

    def _package(self, directory: str, manifest: dict[str, Any], packages: Mapping[str, dict[str, Any]]) -> None:
        """Add the crates of one Cargo.toml: the library first, so that it owns the modules it shares with a program."""
        name = _table(manifest, "package").get("name")
        if not isinstance(name, str):
            return
        known = _dependencies(directory, manifest, packages)
        library = _library(directory, manifest)
        if library in self._files:
            known[_crate_name(directory, manifest)] = library
            self.libraries.setdefault(_crate_name(directory, manifest), library)
        for root in [library, *self._roots(directory, manifest)]:
            if root in self._files and root not in self.crates:
                old = _table(manifest, "package").get("edition", "2015") == "2015"
                self._grow(Crate(root, known=known, paths_from_root=old))

    def _roots(self, directory: str, manifest: dict[str, Any]) -> Iterable[str]:
        yield join(directory, "src/main.rs")
        yield join(directory, "build.rs")
        for key, default in _TARGETS.items():
            for target in _list(manifest, key):
                if isinstance(target.get("path"), str):
                    yield normpath(join(directory, target["path"]))
            for path in self._index.in_directory(join(directory, default)):
                if path.endswith(".rs"):
                    yield path
        for path in sorted(self._files):
            if basename(path) == "main.rs" and dirname(dirname(path)) in (
                join(directory, default) for default in _TARGETS.values()
            ):
                yield path

    def _grow(self, crate: Crate) -> None:
        """Follow `mod` items from the root of a crate; a file belongs to the first crate that reaches it."""
        self.crates[crate.root] = crate
        todo: list[tuple[str, Module]] = [(crate.root, ())]
        grown: set[str] = set()
        while todo:
            path, module = todo.pop()
            crate.modules.setdefault(module, path)
            self.place.setdefault(path, (crate, module))
            file = self._files.get(path)
            if file is None or path in grown:  # a file mounted twice would make modules without end
                continue
            grown.add(path)
            todo += [(target, module + inner) for inner, target in self.declared(file).items()]

    def declared(self, file: SourceFile) -> dict[Module, str]:
        """Files of the modules that `file` declares, by their path below it."""
        if self._declared is None or self._declared[0] != (file.path, file.path in self.crates):
            self._declared = ((file.path, file.path in self.crates), self._declarations(file))
        return self._declared[1]

    def _declarations(self, file: SourceFile) -> dict[Module, str]:
        found: dict[Module, str] = {}
        for statement in file.parsed.imports:
            if statement.style == "path":
                spelled, _, name = statement.module.rpartition("=")
                path = normpath(join(dirname(file.path), spelled))
                if path in self._index.paths:
                    found[(name,)] = path
            elif statement.style == "mod":
                inner = tuple(part.removeprefix("r#") for part in statement.module.split("::"))
                child = self.child(file.path, inner[-1], inner[:-1])
                if child is not None:
                    found.setdefault(inner, child)
        return found

    def _adopt(self, path: str) -> None:
        """Place a file that no `mod` item reaches (a macro may) below the nearest root above it, by its directories."""
        directory = dirname(path)
        above = directory
        while True:
            for name in ("lib.rs", "main.rs"):
                crate = self.crates.get(join(above, name))
                if crate is not None:
                    inner = splitext(path)[0][len(above) :].strip("/").split("/")
                    module = tuple(inner[:-1] if inner[-1] == "mod" else inner)
                    self.place[path] = (crate, module)
                    crate.modules.setdefault(module, path)
                    return
            if not above:
                self._grow(Crate(path))
                return
            above = dirname(above)


def _library(directory: str, manifest: dict[str, Any]) -> str:
    path = _table(manifest, "lib").get("path")
    return normpath(join(directory, path if isinstance(path, str) else "src/lib.rs"))


def _crate_name(directory: str, manifest: dict[str, Any]) -> str:
    name = _table(manifest, "lib").get("name") or _table(manifest, "package").get("name") or basename(directory)
    return str(name).replace("-", "_")


def _dependencies(directory: str, manifest: dict[str, Any], packages: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Libraries of the repository that a package depends on by path, by the name they have in its code."""
    found = {}
    for section in ("dependencies", "dev-dependencies", "build-dependencies"):
        for key, value in _table(manifest, section).items():
            path = value.get("path") if isinstance(value, dict) else None
            if isinstance(path, str):
                home = normpath(join(directory, path))
                home = "" if home == "." else home
                if home in packages:
                    name = key.replace("-", "_") if "package" in value else _crate_name(home, packages[home])
                    found[name] = _library(home, packages[home])
    return found


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _table(manifest: dict[str, Any], key: str) -> dict[str, Any]:
    value = manifest.get(key)
    return value if isinstance(value, dict) else {}


def _list(manifest: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = manifest.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
