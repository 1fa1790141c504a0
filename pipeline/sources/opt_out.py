"""What is not to be read although it is in the dump: repositories, owners and paths that opted out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import translate
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from pipeline.sources.raw_file import RawFile

Value = TypeVar("Value")
_WILD = re.compile(r"[*?\[]")


class Names(Generic[Value]):
    """Values by names of repositories: `owner/name`, `name`, `owner/*`, or any other glob; case does not matter."""

    def __init__(self) -> None:
        """Start empty."""
        self._exact: dict[str, list[Value]] = {}
        self._owners: dict[str, list[Value]] = {}
        self._globs: list[tuple[re.Pattern[str], Value]] = []

    def add(self, name: str, value: Value) -> None:
        """Keep a value under a name."""
        name = name.lower()
        owner = name.removesuffix("/*")
        if not _WILD.search(name):
            self._exact.setdefault(name, []).append(value)
        elif owner != name and not _WILD.search(owner):
            self._owners.setdefault(owner, []).append(value)
        else:
            self._globs.append((re.compile(translate(name)), value))

    def find(self, repo: str) -> list[Value]:
        """Values of all names that fit a repository, also without what sets it apart from another of its name."""
        found: list[Value] = []
        for name in dict.fromkeys((repo.lower(), repo.lower().partition("~")[0])):
            owner, slash, _ = name.rpartition("/")
            found += self._exact.get(name, [])
            found += self._owners.get(owner, []) if slash else []
            found += [value for pattern, value in self._globs if pattern.match(name)]
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: its number and what it says; number 0 for what was revoked (pipeline.revoke)."""

    line: int
    text: str

    def __str__(self) -> str:
        """Words for the ledger; no path of the list, which is another on every machine."""
        return f"line {self.line} of the list: {self.text}" if self.line else f"revoked: {self.text}"


Paths = list[tuple[re.Pattern[str], Entry]]


@dataclass(frozen=True)
class OptOut:
    """The whole list.

    Attributes:
        repositories: entries that take out a repository.
        folders: patterns of paths, by repository.
        licences: SPDX ids; asked when licences are known (pipeline.licence_policy).
        hashes: entries by hex SHA-256 of the bytes of a file, wherever it is.
    """

    repositories: Names[Entry] = field(default_factory=Names)
    folders: Names[tuple[re.Pattern[str], Entry]] = field(default_factory=Names)
    licences: frozenset[str] = frozenset()
    hashes: dict[str, Entry] = field(default_factory=dict)

    @cached_property
    def listed_hashes(self) -> str:
        """Stands for the hashes of the list, those that were revoked left out; empty for none.

        A revocation reads every repository again that had such a file (pipeline.revoke); a list asks for it here.
        """
        listed = sorted(str(entry) for entry in self.hashes.values() if entry.line)
        return sha256("\n".join(listed).encode()).hexdigest() if listed else ""

    def repository(self, repo: str) -> Entry | None:
        """The first entry that takes a repository out, or None."""
        return min(self.repositories.find(repo), key=lambda entry: entry.line, default=None)

    def paths(self, repo: str) -> Paths:
        """What takes paths of a repository out, in the order of the list."""
        return sorted(self.folders.find(repo), key=lambda found: found[1].line)


NOTHING = OptOut()


def path_pattern(glob: str) -> re.Pattern[str]:
    """What a glob takes out: the paths that fit it, and all that is below a folder that does; `*` also fits `/`."""
    return re.compile(f"{translate(glob.rstrip('/'))}|{translate(glob.rstrip('/') + '/*')}")


def without(files: Iterator[RawFile], paths: Paths, hashes: Mapping[str, Entry] | None = None) -> Iterator[RawFile]:
    """The same rows, those of opted-out paths or hashes without text. Whatever else is wrong with them is not told."""
    return (_refused(file, paths, hashes or {}) for file in files) if paths or hashes else files


def _refused(file: RawFile, paths: Paths, hashes: Mapping[str, Entry]) -> RawFile:
    if not file.path or file.problem == "duplicate_path":  # the first row of the path has the fate
        return file
    entry = next((entry for pattern, entry in paths if pattern.match(file.path)), hashes.get(file.sha256 or ""))
    if entry is None:
        return file
    return replace(file, encoding=None, text=None, problem="opted_out", detail=str(entry))
