"""Which files a repository has and what each of them declares: all that a resolver may ask."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from posixpath import dirname

from pipeline.parsing.parsed_file import ParsedFile

MOST_ENDINGS = 200  # a name that occurs more often in a repository says nothing about which one is meant


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a repository with its language and what its parse yielded (no text)."""

    path: str
    language: str
    parsed: ParsedFile


class Paths:
    """All paths of a repository, with tables over them that are made when they are first asked for."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the paths."""
        self.all = frozenset(paths)

    @cached_property
    def endings(self) -> "Endings":
        """By their last steps."""
        return Endings(self.all)

    @cached_property
    def directories(self) -> dict[str, list[str]]:
        """Those directly in each directory, sorted."""
        directories: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.all):
            directories[dirname(path)].append(path)
        return dict(directories)

    @cached_property
    def ancestors(self) -> frozenset[str]:
        """Directories that some path lies in, directly or deeper."""
        found = {""}
        for directory in self.directories:
            while directory and directory not in found:
                found.add(directory)
                directory = dirname(directory)
        return frozenset(found)


class RepositoryIndex:
    """Look-up tables over one repository. Never looks at a file system: an import can name repository files only."""

    def __init__(
        self, paths: Iterable[str] | Paths, files: Iterable[SourceFile], manifests: Mapping[str, str], name: str = ""
    ) -> None:
        """Take every path of the repository, the parsed files among them, and the texts of its manifests by path.

        A document with code in several languages is a file of each; `files` has it as the first that is given. Several
        indexes with other files of the same repository may share their `Paths`.

        `name` is what the repository's own folder is called, empty when that says nothing.
        """
        self.name = name
        self._paths = paths if isinstance(paths, Paths) else Paths(paths)
        self.paths = self._paths.all
        self.sources = sorted(files, key=lambda file: file.path)
        self.files = {file.path: file for file in reversed(self.sources)}
        self.files = dict(sorted(self.files.items()))
        self.manifests = dict(sorted(manifests.items()))

    def is_directory(self, path: str) -> bool:
        """Whether some file lies directly or deeper in `path` (empty string: the repository root)."""
        return path in self._paths.ancestors

    def in_directory(self, directory: str) -> list[str]:
        """Paths directly in `directory` (empty string: the root), sorted."""
        return self._paths.directories.get(directory, [])

    def ending_in(self, tail: str) -> list[str]:
        """Paths equal to `tail` or ending in `/tail`, sorted; none when there are more than MOST_ENDINGS."""
        found = self._paths.endings.first(tail, MOST_ENDINGS + 1)
        return sorted(found) if len(found) <= MOST_ENDINGS else []

    def nearest(self, candidates: Iterable[str], importer: str) -> str | None:
        """The candidate with the fewest steps from the importer's directory; ties by shorter path, then by path."""
        return next(iter(self.by_nearness(candidates, importer, 1)), None)

    def by_nearness(self, candidates: Iterable[str], importer: str, count: int) -> list[str]:
        """The `count` nearest candidates, nearest first, in the order of `nearest`."""
        home = dirname(importer)
        return nsmallest(count, candidates, key=lambda path: (steps(home, dirname(path)), len(path), path))


class Endings:
    """Which of many paths end in given steps."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Sort the paths by their last step, then the one before it, and so on."""
        self._reversed = sorted(("/".join(reversed(path.split("/"))) + "/", path) for path in paths)

    def first(self, tail: str, count: int) -> list[str]:
        """At most `count` of the paths equal to `tail` or ending in `/tail`."""
        key = "/".join(reversed(tail.split("/"))) + "/"
        start = bisect_left(self._reversed, (key, ""))
        some = self._reversed[start : start + count]
        return [path for reverse, path in some if reverse.startswith(key)]


class Nearest:
    """Of many paths the one nearest to a file, as RepositoryIndex.nearest, where the same paths are asked about often.

    An answer takes as long as the importer's directory is deep, however many paths there are.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Note for each directory the best of the paths below it."""
        self._best: dict[str, tuple[int, int, str]] = {}
        for path in paths:
            directory = dirname(path)
            found = (_depth(directory), len(path), path)
            while directory not in self._best or found < self._best[directory]:
                self._best[directory] = found
                directory = dirname(directory)

    def to(self, importer: str) -> str | None:
        """The nearest path; None when there is none."""
        home = directory = dirname(importer)
        found: list[tuple[int, int, str]] = []
        while True:
            if directory in self._best:
                depth, length, path = self._best[directory]
                found.append((_depth(home) + depth - 2 * _depth(directory), length, path))
            if not directory:
                return min(found)[2] if found else None
            directory = dirname(directory)


def _depth(directory: str) -> int:
    return directory.count("/") + 1 if directory else 0


def steps(start: str, end: str) -> int:
    """Directory changes from `start` to `end`, both relative to the root, which is the empty string."""
    here, there = start.split("/") if start else [], end.split("/") if end else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return len(here) + len(there) - 2 * shared
