"""Places where names are looked up that files declare, in one flat space of names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from posixpath import basename, dirname, splitext
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.places import present

MOST_HOMES = 50  # a name declared in more directories than this means only what the importer's own directory declares
MOST_RIVALS = 4  # of more files than this in one directory that declare the same name nothing tells which is meant


class DeclaredFiles:
    """The nearest file that declares the spelled name: Fortran and Verilog modules, Ada and VHDL units, SAS macros.

    The importer's own directory comes first, then, here and elsewhere, files that are called like the name. Options:
        declaring: the languages whose files declare such names.
        fold: names that differ in their case only are the same.
        first: endings of the files that come before others declaring the same name, e.g. specifications.
        separator: as for SearchPath; the same in declared and in spelled names.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._languages = frozenset(options["declaring"])
        self._fold = bool(options.get("fold", False))
        self._first: tuple[str, ...] = tuple(options.get("first", ()))

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The file that declares `spelled`; a file that does so itself means itself."""
        name, own = self._key(spelled), dirname(importer)
        homes = self._homes.get(name, {})
        if importer in homes.get(own, ()):
            return (importer,)
        if own not in homes:
            if len(homes) > MOST_HOMES:
                return ()
            called = {home: paths for home, found in homes.items() if (paths := self._called(found, name))}
            homes = called or homes
            found = self._completion.index.nearest((min(paths) for paths in homes.values()), importer)
            if found is None:
                return ()
            own = dirname(found)
        rivals = self._called(homes[own], name) or homes[own]
        return present(min(rivals, key=lambda path: (len(path), path))) if len(rivals) <= MOST_RIVALS else ()

    def _called(self, paths: Iterable[str], name: str) -> set[str]:
        """Those of the files that are called like the name they declare."""
        return {path for path in paths if self._key(splitext(basename(path))[0]) == name}

    @cached_property
    def _homes(self) -> dict[str, dict[str, set[str]]]:
        """Per name the files that declare it, by their directory."""
        homes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        preferred: set[str] = set()
        files = [file for file in self._completion.index.files.values() if file.language in self._languages]
        for file in sorted(files, key=lambda file: not self._precedes(file.path)):
            first = self._precedes(file.path)
            for name in map(self._key, file.parsed.defines):
                if first:
                    preferred.add(name)
                if first or name not in preferred:
                    homes[name][dirname(file.path)].add(file.path)
        return {name: dict(by_home) for name, by_home in homes.items()}

    def _precedes(self, path: str) -> bool:
        return path.endswith(self._first)

    def _key(self, name: str) -> str:
        plain = self._completion.plain(name, "")
        return plain.lower() if self._fold else plain


class Own(DeclaredFiles):
    """The importer itself, if it declares the spelled name: what it says of its own parts leads nowhere else."""

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The importer or nothing."""
        return (importer,) if importer in self._homes.get(self._key(spelled), {}).get(dirname(importer), ()) else ()


class Implementing(DeclaredFiles):
    """Files that declare the spelled name, those last that the option `first` puts first: Ada's bodies."""

    def _precedes(self, path: str) -> bool:
        return not super()._precedes(path)
