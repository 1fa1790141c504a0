"""Go: an import path is a directory, found through go.mod; a use of `pkg.Name` leads to the files that define Name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from posixpath import basename, dirname, join, normpath
from typing import Any

from pipeline.imports.edge import Edge
from pipeline.imports.index import Endings, RepositoryIndex, SourceFile
from pipeline.parsing.parsed_file import ImportStatement

_MODULE = re.compile(r'^\s*module\s+"?([^\s"]+)', re.MULTILINE)
_REPLACE = re.compile(  # replace [old version] => ./directory, alone or in a block
    r'^[ \t]*(?:replace[ \t]+)?"?([^\s"()]+)"?(?:[ \t]+v\S+)?[ \t]+=>[ \t]+"?(\.{1,2}(?:/[^\s"]*)?)"?[ \t]*$',
    re.MULTILINE,
)
_COMMENT = re.compile(r"//[^\n]*")
_VERSION = re.compile(r"v\d+")
MOST_DEFINING = 200  # a name that more files of a directory define, as no build has them together, says nothing


class GoPackages:
    """Directories as packages.

    Only files that define a used name are depended on. Where build tags give a name several files (x_linux.go,
    x_windows.go), all of them are. A blank import leads to the files of the package that define `init`. Tests are
    never depended on, but by tests of their own directory. A path that no go.mod explains (GOPATH, vendored code) leads
    to the directory it ends in, if there is only one.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._modules = _modules(index.manifests)
        self._packages: dict[str, list[SourceFile]] = defaultdict(list)
        self._defining: dict[str, dict[str, list[SourceFile]]] = defaultdict(lambda: defaultdict(list))
        for file in index.files.values():
            if file.language in languages:
                self._packages[dirname(file.path)].append(file)
                for name in file.parsed.defines:
                    self._defining[dirname(file.path)][name].append(file)
        for defining in self._defining.values():
            for name in [name for name, files in defining.items() if len(files) > MOST_DEFINING]:
                del defining[name]
        self._names = {directory: self._name(directory) for directory in sorted(self._packages)}
        self._last: tuple[str, dict[str, list[str]]] | None = None
        self._endings = Endings(self._packages)

    def targets(self, file: SourceFile, statement: ImportStatement) -> Iterable[str]:
        """See Strategy."""
        directory = self._directory(statement.module, file.path)
        if directory is None:
            return []
        tests = _is_test(file.path) and directory == dirname(file.path)
        if statement.style == "blank":
            return self._paths(directory, ["init"], tests)
        if statement.wildcard:
            return self._paths(directory, [use.split(".")[0] for use in file.parsed.uses], tests)
        known = statement.names[:1] or self._names.get(directory) or (basename(directory),)
        return self._paths(directory, self._selected(file).get(known[0], ()), tests)

    def implicit(self, file: SourceFile) -> Iterable[Edge]:
        """Uses of names that other files of the same package define (kind `same-package`)."""
        directory, package = dirname(file.path), file.parsed.packages[:1]
        imported = {self._known_as(statement) for statement in file.parsed.imports}
        found: list[Edge] = []
        for use in file.parsed.uses:
            head, _, rest = use.partition(".")
            if head in file.parsed.defines or (rest and head in imported) or head in ("init", "_"):
                continue
            for other in self._defining[directory].get(head, ()):
                if other.parsed.packages[:1] == package and (_is_test(file.path) or not _is_test(other.path)):
                    found.append(Edge(file.path, other.path, "same-package", file.parsed.line_of(use)))
        return found

    def _selected(self, file: SourceFile) -> dict[str, list[str]]:
        """Uses of the form `x.Name`: the names by x."""
        if self._last is None or self._last[0] != file.path:
            selected: dict[str, list[str]] = defaultdict(list)
            for use in file.parsed.uses:
                head, dot, name = use.partition(".")
                if dot:
                    selected[head].append(name)
            self._last = (file.path, selected)
        return self._last[1]

    def _known_as(self, statement: ImportStatement) -> str:
        """The name a package has in the importing file: its alias, or by convention the last part of its path."""
        if statement.names:
            return statement.names[0]
        steps = statement.module.split("/")
        return steps[-2] if len(steps) > 1 and _VERSION.fullmatch(steps[-1]) else steps[-1]

    def _name(self, directory: str) -> tuple[str, ...]:
        """Package name of a directory, of its files that are no tests."""
        names = {file.parsed.packages[0] for file in self._packages[directory] if file.parsed.packages}
        plain = sorted(name for name in names if not name.endswith("_test"))
        named = [name for name in plain if name == basename(directory)] or [name for name in plain if name != "main"]
        return tuple((named or plain)[:1])

    def _paths(self, directory: str, names: Iterable[str], tests: bool) -> list[str]:
        """Files that define one of the names; with `tests`, what the tests of the package itself define counts."""
        defining = self._defining.get(directory, {})
        return sorted({f.path for name in names for f in defining.get(name, ()) if tests or not _is_test(f.path)})

    def _directory(self, module: str, importer: str) -> str | None:
        """Directory of an import path: by vendoring, by the modules of the repository, or as the only one so ending."""
        if module.startswith("."):
            return self._known(normpath(join(dirname(importer), module)))
        for prefix, root in self._modules:
            if module == prefix or module.startswith(prefix + "/"):
                found = self._known(normpath(join(root, module[len(prefix) + 1 :])))
                if found is not None:
                    return found
        home = dirname(importer)
        while True:
            found = self._known(join(home, "vendor", module))
            if found is not None:
                return found
            if not home:
                break
            home = dirname(home)
        return None if self._modules else self._by_suffix(module)

    def _known(self, directory: str) -> str | None:
        directory = "" if directory == "." else directory
        return directory if directory in self._packages else None

    def _by_suffix(self, module: str) -> str | None:
        """The directory sharing the longest end with an import path, where a host (`x.y/`) starts the path."""
        steps = module.split("/")
        if "." not in steps[0]:
            return None
        for start in range(1, len(steps)):
            found = self._endings.first("/".join(steps[start:]), 2)
            if found:
                return found[0] if len(found) == 1 else None
        return "" if "" in self._packages and len(steps) == 3 else None


def _modules(manifests: Mapping[str, str]) -> list[tuple[str, str]]:
    """Import path prefixes with their directories, longest first; a local `replace` names a directory too."""
    found: dict[str, str] = {}
    for path, text in manifests.items():
        if basename(path) != "go.mod":
            continue
        text = _COMMENT.sub("", text)
        home = dirname(path)
        for prefix, target in _REPLACE.findall(text):
            found.setdefault(prefix, normpath(join(home, target)))
        module = _MODULE.search(text)
        if module:
            found[module.group(1)] = home
    return sorted(found.items(), key=lambda item: (-len(item[0]), item))


def _is_test(path: str) -> bool:
    return path.endswith("_test.go")
