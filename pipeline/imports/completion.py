"""From a path as an import spells it to a file: endings left out, built files, files that stand for a directory."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from posixpath import basename, normpath
from typing import Any
from urllib.parse import unquote

from pipeline.imports.index import RepositoryIndex


class Completion:
    """Finds the file a path without ending stands for.

    Options:
        extensions: endings to try, in order; the empty one is the path as spelled.
        index_files: stems of the files that stand for their directory.
        rewrite: per ending, the endings to try in its place first (`.js` may mean the source `.ts`).
        separator, separated, drop, cut: see pipeline.imports.search_path.
        percent: paths are written as in addresses, `%20` for a space.
        fold: names differ in more than their case, as on Windows; a path spelled exactly comes first.
    """

    def __init__(self, index: RepositoryIndex, options: Mapping[str, Any]) -> None:
        self.index = index
        self._extensions: tuple[str, ...] = tuple(options.get("extensions", ("",)))
        self._index_files: tuple[str, ...] = tuple(options.get("index_files", ()))
        rewrite: Mapping[str, list[str]] = options.get("rewrite", {})
        self._rewrite = sorted(rewrite.items(), key=lambda item: (-len(item[0]), item[0]))
        self._separator: str = options.get("separator", "\\")
        self._separated = frozenset(options.get("separated", ("",)))
        self._drop = re.compile(options.get("drop", ""))
        self._cut: str = options.get("cut", "")
        self._percent = bool(options.get("percent", False))
        self._endings: dict[str, list[tuple[str, str]]] = {}
        self._fold = bool(options.get("fold", False))

    def plain(self, module: str, style: str) -> str:
        """The spelled path with `/` between parts, without what the options say to ignore; empty if nothing is left."""
        module = self._drop.sub("", module, count=1)
        if self._cut:
            module = module.split(self._cut, 1)[0]
        if self._percent:
            module = unquote(module)
        return module.replace(self._separator if style in self._separated else "\\", "/")

    def may_exist(self, spelled: str) -> bool:
        """Whether the repository has, anywhere, a name that the last part of `spelled` could stand for.

        Most imports lead outside; this spares them the search.
        """
        name = self._folded_text(basename(spelled))
        return name in {"", ".", ".."} or not self._names.isdisjoint(map(self._folded_text, self._variants(name)))

    @cached_property
    def _names(self) -> frozenset[str]:
        """File names, and those of files that stand for a directory with the directory's."""
        paths = map(self._folded_text, self.index.paths)
        return frozenset(tail for path in paths for tail in (basename(path), "/".join(path.split("/")[-2:])))

    def existing(self, path: str) -> str | None:
        """The file of the repository that `path`, which may contain `..`, stands for."""
        inside = normal(path)
        if inside is None:
            return None
        variants = list(self._indexes(inside) if _says_directory(path) else self._variants(inside))
        exact = next((variant for variant in variants if variant in self.index.paths), None)
        if exact is not None or not self._fold:
            return exact
        return next((self._folded[1][key] for key in map(str.lower, variants) if key in self._folded[1]), None)

    def directory(self, path: str) -> str | None:
        """The directory of the repository that `path` leads to, if it has such a one."""
        inside = normal(path)
        return inside if inside is not None and self.index.is_directory(inside) else None

    def below(self, directory: str, spelled: str) -> str | None:
        """The file that `spelled` stands for when looked up from `directory`; an absolute path is none of ours."""
        if spelled.startswith("/"):
            return None
        return self.existing(f"{directory}/{spelled}" if directory else spelled)

    def ending(self, spelled: str) -> list[tuple[str, str]]:
        """Every (directory, path) such that `spelled`, looked up from the directory, stands for the path."""
        inside = normal(spelled)
        if not inside:
            return []
        if inside not in self._endings:
            self._endings[inside] = next(filter(None, map(self._places_of, self._variants(inside))), [])
        return self._endings[inside]

    @cached_property
    def _folded(self) -> tuple[RepositoryIndex, dict[str, str]]:
        """The repository in lower case, and what its paths are in truth."""
        truth = {path.lower(): path for path in sorted(self.index.paths, reverse=True)}
        return RepositoryIndex(truth, (), {}), truth

    def _folded_text(self, text: str) -> str:
        return text.lower() if self._fold else text

    def _places_of(self, tail: str) -> list[tuple[str, str]]:
        found = self.index.ending_in(tail)
        if not found and self._fold:
            found = sorted(self._folded[1][path] for path in self._folded[0].ending_in(tail.lower()))
        return [(path[: len(path) - len(tail)].rstrip("/"), path) for path in found]

    def _variants(self, path: str) -> Iterator[str]:
        for ending, others in self._rewrite:
            if path.endswith(ending):
                yield from (path.removesuffix(ending) + other for other in others)
                break
        yield from (path + extension for extension in self._extensions if path)
        yield from self._indexes(path)

    def _indexes(self, path: str) -> Iterator[str]:
        for stem in self._index_files:
            yield from ((f"{path}/" if path else "") + stem + extension for extension in self._extensions)


def _says_directory(path: str) -> bool:
    return path in {".", ".."} or path.endswith(("/", "/.", "/.."))


def normal(path: str) -> str | None:
    """`path` without `.` and `..`, empty for the repository root; None when it leads out of the repository."""
    inside = normpath(path.lstrip("/")) if path.strip("/") else "."
    if inside == ".." or inside.startswith("../"):
        return None
    return "" if inside == "." else inside
