"""Python: every module parsed with `ast`, names led to files by CPython's own path finders.

Stands in for sys.path: the first folder above the importing file that is no package (where pytest and a script find
their neighbours), then every folder above it that is a project (or the whole), its `src` and its `lib`. `from package
import name` is the submodule unless the package's `__init__` binds that name to something else (language reference,
section 7.11: the attribute comes first). Stubs (`.pyi`) stand for modules without a source; a stub prefers stubs.
"""

import ast
from collections.abc import Iterator
from functools import cache
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path

ROOTS = ("", "src", "lib")
PROJECTS = ("pyproject.toml", "setup.py", "setup.cfg")
DYNAMIC = ("import_module", "__import__")
SUFFIXES = (".py", ".pyi")


def needs() -> str | None:
    """Nothing but Python itself."""
    return None


def edges(folder: Path) -> set[tuple[str, str]]:
    """Imports of every module that parses; see bench.scoreboard.truth."""
    found = set()
    for path, tree in _trees(folder).items():
        search = Search(folder, path)
        for node in ast.walk(tree):
            found |= {(path, target.relative_to(folder)) for target in search.targets(node) if target.exists()}
    return {(path.relative_to(folder).as_posix(), target.as_posix()) for path, target in found}


def unread(folder: Path) -> set[str]:
    """Modules that this Python cannot parse, such as those for Python 2 or with errors on purpose."""
    return {path.relative_to(folder).as_posix() for path in _sources(folder) if path not in _trees(folder)}


def _sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@cache
def _trees(folder: Path) -> dict[Path, ast.Module]:
    trees = {}
    for path in _sources(folder):
        try:
            if path.suffix in SUFFIXES or path.read_bytes()[:2] == b"#!":
                trees[path] = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return trees


class Search:
    """Looks modules up as CPython does when it runs one file."""

    def __init__(self, folder: Path, importer: Path) -> None:
        self.importer, self.folder = importer, folder
        self.suffixes = tuple(reversed(SUFFIXES)) if importer.suffix == ".pyi" else SUFFIXES
        base = importer.parent
        while base != folder and _is_package(base):
            base = base.parent
        above = [place for place in importer.parents if place == folder or _is_project(place)]
        projects = above[: above.index(folder) + 1]
        self.roots = list(dict.fromkeys([base, *(place / root for place in projects for root in ROOTS)]))

    def targets(self, node: ast.AST) -> Iterator[Path]:
        """Files that an import statement loads."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _file(self.find(alias.name.split("."), self.roots))
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield from self._imported(node, alias.name)
        elif isinstance(node, ast.Call) and _name(node.func) in DYNAMIC and node.args:
            spelled = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if isinstance(spelled, str) and spelled.replace(".", "").isidentifier() and not spelled.startswith("."):
                yield from _file(self.find(spelled.split("."), self.roots))

    def _imported(self, node: ast.ImportFrom, name: str) -> Iterator[Path]:
        parts, roots = node.module.split(".") if node.module else [], self.roots
        if node.level:
            if node.level > len(self.importer.relative_to(self.folder).parts):
                return
            roots = [self.importer.parents[node.level - 1]]
        module = self.find(parts, roots) if parts else _package(roots[0], self.suffixes)
        if module is None:
            return
        if module.submodule_search_locations is not None and name not in _bound(module.origin):
            member = self.find([name], [Path(place) for place in module.submodule_search_locations])
            if member is not None:
                yield from _file(member)
                return
        yield from _file(module)

    def find(self, parts: list[str], roots: list[Path]) -> ModuleSpec | None:
        """The module of a dotted name: each part where its parent's `__path__` says."""
        spec = None
        for part in parts:
            spec = _found(part, tuple(roots), self.suffixes)
            if spec is None:
                return None
            roots = [Path(place) for place in spec.submodule_search_locations or ()]
        return spec


@cache
def _found(name: str, roots: tuple[Path, ...], suffixes: tuple[str, ...]) -> ModuleSpec | None:
    """The first root with such a module, else the folders of that name as one namespace package (PEP 420)."""
    portions: list[str] = []
    for root in roots:
        spec = _finder(root, suffixes).find_spec(name)
        if spec is not None and spec.loader is not None:
            return spec
        portions += (spec.submodule_search_locations or ()) if spec is not None else ()
    if not portions:
        return None
    namespace = ModuleSpec(name, None, is_package=True)
    namespace.submodule_search_locations = portions
    return namespace


@cache
def _finder(root: Path, suffixes: tuple[str, ...]) -> FileFinder:
    return FileFinder(str(root), *((SourceFileLoader, [suffix]) for suffix in suffixes))


def _package(folder: Path, suffixes: tuple[str, ...]) -> ModuleSpec:
    """A folder as the package that a relative import starts from."""
    origin = next((place for suffix in suffixes if (place := folder / f"__init__{suffix}").is_file()), None)
    spec = ModuleSpec(folder.name, None, origin=str(origin) if origin else None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    return spec


def _is_package(folder: Path) -> bool:
    return any((folder / f"__init__{suffix}").is_file() for suffix in SUFFIXES)


@cache
def _is_project(folder: Path) -> bool:
    return any((folder / name).is_file() for name in PROJECTS)


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def _file(spec: ModuleSpec | None) -> list[Path]:
    return [Path(spec.origin)] if spec is not None and spec.origin else []


@cache
def _bound(origin: str | None) -> frozenset[str]:
    """Names that a package's `__init__` binds at its top level to anything but its own submodules."""
    try:
        waiting: list[ast.AST] = [ast.parse(Path(origin).read_bytes())] if origin else []
    except (SyntaxError, ValueError):
        return frozenset()
    names: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom) and node.module and not _is_own(node, Path(str(origin))):
            names |= {alias.asname or alias.name for alias in node.names}
        elif not isinstance(node, ast.expr) or isinstance(node, ast.Tuple | ast.List | ast.Starred):
            waiting += ast.iter_child_nodes(node)
    return frozenset(names)


def _is_own(node: ast.ImportFrom, origin: Path) -> bool:
    """Whether a package's `__init__` imports from the package itself by its full name."""
    parts = (node.module or "").split(".")
    return not node.level and list(origin.parent.parts[-len(parts):]) == parts
