"""Benchmarks made of repositories: a list of repositories, commits and files, and finding them among those of a run.

An item of such a benchmark is a repository at a base commit, and what its patches touch. A repository of a run is found
by its name, `owner/name` in any case; where it has no owner, as an sdist or an installed package, by the name alone.
Its commit contains the solution of an item unless it is known to be older (Listed.before): histories are not read.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pyarrow as pa

from pipeline.decontamination.items import Item, Listed

REPOSITORY, PACKAGE, FILE, BEFORE = "repository", "package", "file", "before"
METHODS = (REPOSITORY, PACKAGE, FILE, BEFORE)
# A release puts its code where the repository has it, or in one of these folders.
_SOURCE_FOLDERS = re.compile(r"(?:src|lib)/(?=.)")
_VERSION = re.compile(r"[-_]v?[0-9][\w.!+-]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """What the index says of a repository: a method above, its hash, and the item that names it."""

    method: str
    hash: int
    sieve: int | None
    benchmark: str
    item: str
    field: str


def rows_of(items: Iterable[Item | Listed]) -> Iterator[Row]:
    """Rows of the items that name repositories; hashes of files and older commits are taken with their repository's."""
    for listed in items:
        if isinstance(listed, Listed):
            name = _full_name(listed.repo)
            repo = _hash(name)
            yield Row(REPOSITORY, repo, None, listed.benchmark, listed.item, "repo")
            if listed.is_package and "/" in listed.repo:
                package = _hash(_package_name(listed.repo.rpartition("/")[2]))
                yield Row(PACKAGE, package, repo, listed.benchmark, listed.item, "repo")
            for field, path in listed.paths:
                yield Row(FILE, _inner(repo, _place(path)), None, listed.benchmark, listed.item, field)
            for commit in listed.before:
                yield Row(BEFORE, _inner(repo, commit.lower()), None, listed.benchmark, listed.item, "before")


class Repositories:
    """The rows of an index that name repositories, looked up by name and path."""

    def __init__(self, table: pa.Table) -> None:
        """Take rows of schemas.contamination_index."""
        method = np.asarray(table.column("method"))
        chosen = table.take(pa.array(np.flatnonzero(np.isin(method, METHODS))))
        self._rows: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for values in chosen.select(list(Row.__slots__)).to_pylist():
            row = Row(**values)
            self._rows[row.method, row.hash].append(row)

    def named(self, repo: str, commit: str | None) -> "Named | None":
        """What the list says of a repository of a run; None when nothing."""
        full = _hash(_full_name(repo))
        known = [full] if (REPOSITORY, full) in self._rows else []
        if "/" not in repo:
            packages = self._rows.get((PACKAGE, _hash(_package_name(_VERSION.sub("", repo)))), [])
            known += [row.sieve for row in packages if row.sieve is not None and row.sieve not in known]
        for name in known:
            older = {(row.benchmark, row.item) for row in self._rows.get((BEFORE, _inner(name, commit or "")), [])}
            rows = [row for row in self._rows[REPOSITORY, name] if (row.benchmark, row.item) not in older]
            if rows:
                return Named(self, name, frozenset(older), rows[0])
        return None

    def file(self, repo: int, path: str, older: frozenset[tuple[str, str]]) -> Row | None:
        """The first item that touches a file of a repository."""
        rows = self._rows.get((FILE, _inner(repo, _place(path))), [])
        return next((row for row in rows if (row.benchmark, row.item) not in older), None)


@dataclass(frozen=True, slots=True)
class Named:
    """A repository of a run that is on the list.

    Attributes:
        repositories: the list.
        hash: of its name there.
        older: items whose base commit is younger than its commit.
        first: the row of the first item of which it holds the solution.
    """

    repositories: Repositories
    hash: int
    older: frozenset[tuple[str, str]]
    first: Row

    def file(self, path: str) -> Row | None:
        """The first item whose solution or tests are in a file."""
        return self.repositories.file(self.hash, path, self.older)


def _full_name(repo: str) -> str:
    return repo.lower().removesuffix(".git").replace("/", "-")


def _package_name(name: str) -> str:
    """As package indexes compare names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _place(path: str) -> str:
    return _SOURCE_FOLDERS.sub("", path, count=1) if _SOURCE_FOLDERS.match(path) else path


def _inner(repo: int, name: str) -> int:
    return _hash(f"{repo}\0{name}")


def _hash(name: str) -> int:
    return int.from_bytes(sha256(name.encode("utf-8", "replace")).digest()[:8], "little")
