"""Rust: what rustc itself resolves every path to, read from its dump of the resolved program (`-Zunpretty=hir-tree`).

Each target of each Cargo.toml is compiled up to name resolution: with all features, the same as tests, and with none
as if on Windows; files that no target reaches are taken as crates of their own. Nothing of a package runs: no build
script, no procedural macro. Third-party crates are missing, and the errors that this gives are ignored, but a path into
another crate of the folder is followed through what rustc resolved there. What a macro writes does not count, but for
that it shows that the macro was used: the file that uses it depends on the one that defines it.
"""

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Pair = tuple[str, str]
_Seen = set[tuple[Path | str, ...]]
KINDS = frozenset({"import", "qualified"})
ENVIRONMENT = {"RUSTC_BOOTSTRAP": "1", "CARGO_NET_OFFLINE": "true"}
WINDOWS = ["--cfg", "windows", "--cfg", 'target_os="windows"', "-A", "explicit_builtin_cfgs_in_flags"]
TIMEOUT = 300  # seconds for one crate
_OWNER = re.compile(r"^DefId\(0:\d+ ~ [\w.-]+\[\w+\](?:::)?(.*)\) => OwnerNodes \{$")
_ID = re.compile(r"DefId\(0:\d+ ~ [\w.-]+\[\w+\](?:::)?(.*)\),$")
_SPAN = re.compile(r"(?:inner_)?span: (.*?):\d+:\d+: \d+:\d+ \(#(\d+)\),$")
_IDENT = re.compile(r"ident: (?:r#)?([\w{}]+)#\d+,$")
_NAME = re.compile(r"(?:r#)?(\w+)#\d+,$")
_LOCAL = frozenset({"TyParam,", "ConstParam,", "LifetimeParam,"})


def needs() -> str | None:
    """What must be installed first."""
    return None if shutil.which("rustc") and shutil.which("cargo") else "apt: rustc cargo"


def edges(folder: Path) -> set[Pair]:
    """A file depends on the files of the modules it declares and on those that define what its paths resolve to."""
    crates: list[Crate] = []
    for manifest in sorted(folder.rglob("Cargo.toml")):
        crates += _targets(manifest)
    for crate in crates:
        _compile(crate)
    reached = {file for crate in crates for file in crate.files.values()}
    for path in sorted(folder.rglob("*.rs")):
        if str(path) not in reached and path.is_file():
            lone = Crate("lone", path, "2021", [], {})
            _compile(lone)
            reached |= set(lone.files.values())
            crates.append(lone)
    libraries = {crate.root: crate for crate in crates if crate.library}
    found = {pair for crate in crates for pair in _edges(crate, libraries)}
    inside = (tuple(_inside(pair, folder)) for pair in found)
    return {(pair[0], pair[1]) for pair in inside if len(pair) == 2 and pair[0] != pair[1]}


@dataclass
class Named:
    """A path as written: the file, what it resolved to, its parts, and for `use` the module and the name it gives."""

    file: str
    written: bool  # not by a macro
    resolved: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


@dataclass
class Crate:
    """A crate and what rustc said of it: files of modules, items, paths, and `use` items by module and name."""

    name: str
    root: Path
    edition: str
    features: list[str]
    known: dict[str, Path]  # library roots of other crates, by the name they have in this one
    library: bool = False
    files: dict[str, str] = field(default_factory=dict)
    items: set[str] = field(default_factory=set)
    macros: dict[str, str] = field(default_factory=dict)  # by name, the item
    paths: list[Named] = field(default_factory=list)
    expanded: set[tuple[str, str]] = field(default_factory=set)  # item, file that a macro wrote some of it from
    uses: dict[str, dict[str, list[Named]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def file(self, item: str) -> str | None:
        """File of the innermost module that `item` is in."""
        while item and item not in self.files:
            item = item.rpartition("::")[0]
        return self.files.get(item)


@cache
def _package(manifest: Path) -> dict | None:  # type: ignore[type-arg]
    """What cargo reads in a manifest."""
    command = ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", str(manifest)]
    done = subprocess.run(command, env=os.environ | ENVIRONMENT, capture_output=True, text=True, check=False)
    packages = [] if done.returncode else json.loads(done.stdout)["packages"]
    return next((one for one in packages if Path(one["manifest_path"]) == manifest), None)


def _targets(manifest: Path) -> list[Crate]:
    """Crates of one package."""
    package = _package(manifest)
    if package is None:
        return []
    known = {_spelled(own["name"]): Path(own["src_path"]) for own in package["targets"] if _is_library(own)}
    for dependency in package["dependencies"]:
        other = _package(Path(dependency["path"]) / "Cargo.toml") if dependency.get("path") else None
        root = _library(other) if other else None
        if root is not None:
            known[_spelled(dependency["rename"] or root[0])] = root[1]
    return [
        Crate(_spelled(target["name"]), Path(target["src_path"]), target["edition"], sorted(package["features"]), known,
              _is_library(target))
        for target in package["targets"]
    ]


def _library(package: dict) -> tuple[str, Path] | None:  # type: ignore[type-arg]
    return next(((one["name"], Path(one["src_path"])) for one in package["targets"] if _is_library(one)), None)


def _is_library(target: dict) -> bool:  # type: ignore[type-arg]
    return any("lib" in kind or kind == "proc-macro" for kind in target["kind"])


def _spelled(name: str) -> str:
    return name.replace("-", "_")


def _compile(crate: Crate) -> None:
    """Let rustc resolve the crate in every way, and note what it says."""
    features = [part for name in crate.features for part in ("--cfg", f'feature="{name}"')]
    command = ["rustc", "-Zunpretty=hir-tree", "--crate-name", "it", "--crate-type", "lib", "--edition", crate.edition,
               "--cap-lints", "allow", str(crate.root)]
    for more in (features, [*features, "--test"], WINDOWS):
        with subprocess.Popen(
            ["timeout", str(TIMEOUT), *command, *more], cwd=crate.root.parent, env=os.environ | ENVIRONMENT,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace",
        ) as process:
            assert process.stdout is not None
            _read(crate, process.stdout)


def _read(crate: Crate, lines: Iterable[str]) -> None:
    """Read a dump: owners (items with their bodies), the spans of modules, and paths with what they resolved to."""
    owner, before, open_paths = "", "", []
    last: Named | None = None
    for raw in lines:
        line = raw.strip()
        if line.startswith("span: ") and not line.endswith("(#0),"):
            crate.expanded.update((owner, span[1]) for span in [_SPAN.match(line)] if span)
        if line.endswith("OwnerNodes {"):
            found = _OWNER.match(line)
            owner, open_paths, last = found[1] if found else "", [], None
            crate.items.add(owner)
        elif line.startswith("inner_span: "):
            crate.files.setdefault(owner, _SPAN.match(line)[1])  # type: ignore[index]
        elif line == "kind: Macro(":
            crate.macros.setdefault(owner.rpartition("::")[2], owner)
        elif line.endswith("Path {"):
            open_paths.append((len(raw) - len(raw.lstrip()), Named("", False)))
        elif open_paths:
            indent, path = open_paths[-1]
            depth = len(raw) - len(raw.lstrip()) - indent
            if depth <= 0:
                open_paths.pop()
                crate.paths.append(path)
                last = path if "{use#" in owner.rpartition("::")[2] else None
            elif depth == 4 and line.startswith("span: "):
                span = _SPAN.match(line)
                path.file, path.written = (span[1], span[2] == "0") if span else ("", False)
            elif depth == 12 and line.startswith("ident: "):
                path.parts += _IDENT.findall(line)
            elif not path.parts and line.startswith("DefId(0:") and before not in _LOCAL:
                path.resolved += _ID.findall(line)
        elif last is not None and line in ("Glob,", "Single("):
            if line == "Glob,":
                crate.uses[owner.rpartition("::")[0]]["*"].append(last)
        elif last is not None and before == "Single(":
            for name in _NAME.findall(line):
                crate.uses[owner.rpartition("::")[0]][name].append(last)
            last = None
        before = line


def _edges(crate: Crate, libraries: dict[Path, Crate]) -> Iterator[tuple[Path, Path]]:
    home = crate.root.parent
    for module, file in crate.files.items():
        above = crate.file(module.rpartition("::")[0])
        if module and above is not None:
            yield home / above, home / file
    for user, file, name in _macros(crate):
        if re.search(rf"\b{re.escape(name)}!", (home / user).read_text(encoding="utf-8", errors="replace")):
            yield home / user, home / file
    for path in crate.paths:
        if path.written:
            for target in _meant(crate, path, libraries, set()):
                yield home / path.file, target


def _macros(crate: Crate) -> Iterator[tuple[str, str, str]]:
    """Files that hold what a macro wrote, the file of that macro, and names it may have."""
    defined = defaultdict(set)
    for name, item in crate.macros.items():
        defined[crate.file(item)].add(name)
    for user, file in {(crate.file(item), file) for item, file in crate.expanded}:
        if user is not None and user != file:
            yield from ((user, file, name) for name in sorted(defined[file]))


def _meant(crate: Crate, path: Named, libraries: dict[Path, Crate], seen: _Seen) -> Iterator[Path]:
    """Files that define what a path means: as rustc resolved it, or in another crate of the folder."""
    for item in path.resolved:
        file = crate.file(item)
        if file is not None:
            yield crate.root.parent / file
    parts = [part for part in path.parts if part != "{{root}}"]
    other = libraries.get(crate.known[parts[0]]) if not path.resolved and parts and parts[0] in crate.known else None
    if other is not None and other is not crate:
        yield from _lookup(other, "", parts[1:], libraries, seen)


def _lookup(crate: Crate, module: str, parts: list[str], libraries: dict[Path, Crate], seen: _Seen) -> Iterator[Path]:
    """Files that define `parts` as seen from a module of another crate."""
    while parts and (inner := f"{module}::{parts[0]}".removeprefix("::")) in crate.files:
        module, parts = inner, parts[1:]
    if (crate.root, module, *parts) in seen:
        return
    seen.add((crate.root, module, *parts))
    if not parts:
        yield from [crate.root.parent / crate.files[module]] if module in crate.files else []
        return
    item = f"{module}::{parts[0]}".removeprefix("::")
    if item in crate.items:
        file = crate.file(item)
        yield from [crate.root.parent / file] if file else []
        return
    uses = crate.uses[module]
    for use in uses.get(parts[0], []):
        if use.resolved and use.resolved[0] in crate.files:
            yield from _lookup(crate, use.resolved[0], parts[1:], libraries, seen)
        else:
            yield from _meant(crate, use, libraries, seen)
    if parts[0] not in uses:
        found: list[Path] = []
        for use in uses.get("*", []):
            for inner in use.resolved:
                found += _lookup(crate, inner, parts, libraries, seen)
        if not module and not found and parts[0] in crate.macros:
            found += [crate.root.parent / file for file in [crate.file(crate.macros[parts[0]])] if file]
        yield from found


def _inside(pair: tuple[Path, Path], folder: Path) -> Iterator[str]:
    for path in pair:
        real = Path(os.path.normpath(path))
        if real.is_relative_to(folder) and real.is_file():
            yield real.relative_to(folder).as_posix()
