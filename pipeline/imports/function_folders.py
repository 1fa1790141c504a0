"""Functions that are files of their own, as in MATLAB: the name is the file's, and folders say who sees it."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.places import present, standard


class FunctionFolders:
    """A name is a file in the importer's folder, in a folder below it that hides its files, or anywhere on a path.

    `a.b.f` is f in the folder of package a.b, or a member of the class f or b. Options:
        function_extension: ending of the files, e.g. `.m`.
        package_folder, class_folder: first letters of the folders of packages and of classes, e.g. `+`, `@`.
        hidden_folder: name of the folders whose files are seen from the folder around them only, e.g. `private`.
        standard: regular expression of names that belong to the language: what they mean depends on what they are
            called with, so that they lead nowhere.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._index = completion.index
        self._end: str = options["function_extension"]
        self._package: str = options["package_folder"]
        self._class: str = options["class_folder"]
        self._hidden: str = options["hidden_folder"]
        self._standard = standard(options)

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """The nearest file that the longest beginning of the dotted name stands for."""
        if self._standard.fullmatch(spelled):
            return
        parts = spelled.split(".")
        for count in range(len(parts), 0, -1):
            packages = "".join(f"{self._package}{part}/" for part in parts[: count - 1])
            tails = [f"{packages}{parts[count - 1]}{self._end}"]
            tails.append(f"{packages}{self._class}{parts[count - 1]}/{tails[0].rsplit('/', 1)[-1]}")
            found = [path for tail in tails for path in self._index.ending_in(tail) if self._sees(importer, path, tail)]
            yield from present(self._nearest(importer, found))

    def _sees(self, importer: str, path: str, tail: str) -> bool:
        """Whether the folders around the file let the importer call it by the name it has."""
        home, around = dirname(importer), path[: len(path) - len(tail)].rstrip("/")
        last = basename(around)
        if last == self._hidden:
            return home in (around, dirname(around)) or home.startswith(f"{dirname(around)}/{self._class}")
        return not last.startswith((self._package, self._class)) or (around == home and last.startswith(self._class))

    def _nearest(self, importer: str, found: Iterable[str]) -> str | None:
        hidden = [path for path in found if basename(dirname(path)) == self._hidden]
        return self._index.nearest(hidden or found, importer)
