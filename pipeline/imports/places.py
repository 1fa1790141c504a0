"""Places where a spelled path is searched for that need nothing but the paths of the repository."""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname
from typing import Any, Protocol

from pipeline.imports.completion import Completion

_MOST_STARTS = 8  # first directories of a path that are left out one after the other


class Place(Protocol):
    """One place of a search path."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        """Prepare the look-ups of a repository, once. `options` are those of the language."""

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """Files of the repository that `spelled` means here, best first."""


class Beside:
    """The importer's own directory."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The file looked up from the importer's directory."""
        return present(self._completion.below(dirname(importer), spelled))


class Relative(Beside):
    """The importer's own directory, only for paths that say so by starting with `./` or `../`."""

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """As Beside, for dotted paths."""
        return super().find(importer, spelled) if is_dotted(spelled) else ()


class Absolute:
    """The directories above the importer, only for paths that start with `/`: what a web server would serve."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._above = Above(completion, options)

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """As Above, for paths from a server's root."""
        return self._above.find(importer, spelled.lstrip("/")) if spelled.startswith("/") else ()


class Within:
    """The importer itself taken for a directory: Ruby's `File.expand_path("../x", __FILE__)`."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The file looked up from the importer's path."""
        return present(self._completion.below(importer, spelled))


class Above:
    """The directories above the importer, nearest first, down to the repository root."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """Files looked up from each directory above."""
        for directory in directories_above(importer):
            yield from present(self._completion.below(directory, spelled))


class Roots:
    """Directories whose name says that paths are looked up from them, nearest first.

    Options:
        root_dirs: their base names, e.g. `include`, `lib`; the empty name is the repository root.
        standard: regular expression of spelled paths that belong to the language or its system.
        standard_dirs: base names of the directories that may hide those, when next to or above the importer.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._names = frozenset(options.get("root_dirs", ()))
        self._standard = standard(options)
        self._standard_names = frozenset(options.get("standard_dirs", ()))

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The nearest file in a root."""
        if is_dotted(spelled):
            return ()
        found = self._completion.ending(spelled)
        if self._standard.fullmatch(spelled):
            above = set(directories_above(importer))
            found = [(root, path) for root, path in found if self._hides_standard(root, above)]
        else:
            found = [(root, path) for root, path in found if basename(root) in self._names]
        return present(self._completion.index.nearest((path for _, path in found), importer))

    def _hides_standard(self, root: str, above: set[str]) -> bool:
        return bool(root) and basename(root) in self._standard_names and dirname(root) in above


class Ending:
    """Anywhere: paths that end in the spelled one, nearest first. Standard names are not searched for.

    Options:
        standard: as for Roots.
    """

    _LEAST_PARTS = 1

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._standard = standard(options)

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The nearest file anywhere."""
        tail = re.sub(r"^(\.\.?/)+", "", spelled)
        if self._standard.fullmatch(tail) or tail.count("/") + 1 < self._LEAST_PARTS:
            return ()
        return present(
            self._completion.index.nearest((path for _, path in self._completion.ending(tail)), importer)
        )


class LongEnding(Ending):
    """As Ending, for paths of two parts at least: a bare name may be anything."""

    _LEAST_PARTS = 2


class Unique:
    """Anywhere, if one file only ends in the spelled path, or else in what follows its first directories.

    What is left of a path of several parts has two at least: a name alone may be anything.

    Options:
        unique_parts: how many parts a path must have to be searched for, by default one.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._least: int = options.get("unique_parts", 1)

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The only file with the longest ending that any has."""
        parts = spelled.strip("/").split("/")
        if len(parts) < self._least:
            return ()
        for start in range(min(max(1, len(parts) - 1), _MOST_STARTS)):
            found = self._completion.ending("/".join(parts[start:]))
            if found:
                return present(found[0][1] if len(found) == 1 else None)
        return ()


class Served:
    """Only for paths that start with `/`, from the root of a web server: as Absolute, then as Roots, then as Unique."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._places = (Absolute(completion, options), Roots(completion, options), Unique(completion, options))

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """The file a server would give out, whatever directory it serves."""
        for place in self._places if spelled.startswith("/") else ():
            yield from place.find(importer, spelled)


def standard(options: Mapping[str, Any]) -> re.Pattern[str]:
    """The option `standard`: by default nothing is."""
    return re.compile(options.get("standard", r"(?!)"), re.VERBOSE)


def is_dotted(spelled: str) -> bool:
    """Whether a path says that it starts at the importer's directory."""
    return spelled in {".", ".."} or spelled.startswith(("./", "../"))


def directories_above(path: str) -> Iterator[str]:
    """The directory of `path` and all above it, nearest first, ending with the empty one, the root."""
    directory = dirname(path)
    while directory:
        yield directory
        directory = dirname(directory)
    yield ""


def present(path: str | None) -> tuple[str, ...]:
    """What a place answers for a file it has, or has not."""
    return () if path is None else (path,)
