"""Source roots that a repository states: in manifests, and by the module names that its files declare."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cached_property
from itertools import islice
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import normal
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.places import directories_above

_MOST_DIRECTORIES = 1000  # that one manifest may list
_MOST_TEXT = 100_000  # characters of one manifest that are searched
_WORD = re.compile(r'"([^"\n]{1,300})"|([^\s,"\[\]]{1,300})')


class SourceRoots:
    """Directories below which modules are looked up by their names.

    Options:
        manifest_dirs: per manifest (a glob on its name) a regular expression whose group holds directories relative to
            the manifest, apart by blanks, commas or lines, with or without quotes: cabal's `hs-source-dirs`, elm.json's
            `source-directories`. Its own directory counts where none is listed.
        manifest_roots: per manifest a regular expression; where it is found, the manifest's directory is a root.
        module_names: files declare the full names of their modules, so that their paths without these are roots.
        rename: characters that names spell otherwise than paths do, e.g. `-` for `_` in Clojure.
    """

    def __init__(self, index: RepositoryIndex, languages: frozenset[str], options: Mapping[str, Any]) -> None:
        self._index = index
        self._languages = languages
        self._separator: str = options.get("separator", ".")
        self._manifest_dirs: Mapping[str, str] = options.get("manifest_dirs", {})
        self._marks: Mapping[str, str] = options.get("manifest_roots", {})
        self._rename = str.maketrans(options.get("rename", {}))
        self._by_name = bool(options.get("module_names"))

    def path_of(self, module: str) -> str:
        """The module's path below a root, without ending."""
        return module.translate(self._rename).replace(self._separator, "/")

    def own(self, file: SourceFile) -> str | None:
        """The root that the module name `file` declares leaves of its path."""
        if not self._by_name or not file.parsed.packages:
            return None
        stem = _stem(file.path)
        name = self.path_of(file.parsed.packages[0])
        return stem.removesuffix(name).rstrip("/") if f"/{stem}".endswith(f"/{name}") else None

    def of_package(self, importer: str) -> tuple[str, ...]:
        """Roots that the nearest manifest above the importer names: those above the importer first."""
        home = next((above for above in directories_above(importer) if above in self._listed), None)
        if home is None:
            return ()
        return tuple(sorted(self._listed[home], key=lambda root: not _is_above(root, importer)))

    @cached_property
    def all(self) -> frozenset[str]:
        """Every root, by manifests and by module names."""
        files = (file for file in self._index.files.values() if file.language in self._languages)
        declared = {root for root in map(self.own, files) if root is not None}
        return frozenset(declared.union(*self._listed.values()))

    @cached_property
    def _listed(self) -> dict[str, list[str]]:
        """Roots by the directory of the manifests that list them."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, whole in self._index.manifests.items():
            text = whole[:_MOST_TEXT]
            patterns = [pattern for glob, pattern in self._manifest_dirs.items() if fnmatch(basename(path), glob)]
            for pattern in patterns:
                home = dirname(path)
                named = [normal(f"{home}/{word}" if home else word) for word in _words(pattern, text)]
                roots = [root for root in named if root is not None and self._index.is_directory(root)]
                found[home] += [root for root in dict.fromkeys(roots) if root not in found[home]] or [home]
            for glob, mark in self._marks.items():
                if fnmatch(basename(path), glob) and re.search(mark, text):
                    found[dirname(path)].append(dirname(path))
        return dict(found)


def _words(pattern: str, text: str) -> Iterator[str]:
    lists = (match.group(1) for match in re.finditer(pattern, text))
    words = (quoted or bare for each in lists for quoted, bare in _WORD.findall(each))
    yield from islice(words, _MOST_DIRECTORIES)


def _stem(path: str) -> str:
    """`path` without what follows the first dot of its name."""
    name = basename(path)
    return path.removesuffix(name) + name.split(".", 1)[0]


def _is_above(root: str, path: str) -> bool:
    return not root or path.startswith(root + "/")
