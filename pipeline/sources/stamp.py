"""What a source is recognised by without being read."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution

from pipeline.sources.folder import listed_files
from pipeline.sources.git_refs import find_git_folder, resolve_head
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.opt_out import NOTHING, OptOut
from pipeline.sources.paths import unescape
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.rows import SourceError

_BETWEEN = "-"  # of the stamp of tables and of what is said of a repository


def stamp(ref: SourceRef, opt_out: OptOut = NOTHING, facts: Facts = UNKNOWN) -> str | None:
    """A hash that is another when the content of a source may be; None when that cannot be told.

    A clone has its commit, what is a file its size and time of change, an object of S3 its size and ETag, a folder
    those of all files in it. What the opt-out list and the metadata say of the repository is part of it, but for stars
    and forks; so are the hashes of the list, which may be those of any file.
    """
    entry = opt_out.repository(ref.repo)
    if entry is not None:
        return _hash(["opted out", str(entry)])
    try:
        seen = f"{ref.bytes} {ref.etag}" if ref.etag is not None else STAMPS.get(ref.kind, _file)(ref)
    except (OSError, PackageNotFoundError):
        return None
    said = _said(ref.repo, opt_out)
    return None if seen is None else _hash([ref.kind, seen, facts.last_commit, *said])


def repository_stamp(tables: str | None, repo: str, opt_out: OptOut, facts: Facts | None) -> str | None:
    """The stamp of a repository in tables: that of the tables, and what lists and metadata say of the repository.

    Args:
        tables: stamp of the file that it is in, or of all that it may be in (pipeline.sources.table_list).
        repo: its name.
        opt_out: the list.
        facts: what the metadata say of it; None when they do not, and what the tables say holds.
    """
    entry = opt_out.repository(repo)
    if tables is None:
        return None
    known = None if facts is None else [facts.last_commit]
    said = _said(repo, opt_out) if entry is None else ["opted out", str(entry)]
    return f"{tables}{_BETWEEN}{_hash([known, *said])}"


def tables_stamp(stamp: str | None) -> str | None:
    """The stamp of the tables that a repository was in, from its own."""
    return None if stamp is None else stamp.partition(_BETWEEN)[0]


def _said(repo: str, opt_out: OptOut) -> list[object]:
    """What the list says of files of a repository that is not opted out."""
    paths = [str(entry) for _, entry in opt_out.paths(repo)]
    return [paths, opt_out.listed_hashes] if opt_out.listed_hashes else [paths]


def _git(ref: SourceRef) -> str:
    try:
        return resolve_head(find_git_folder(unescape(ref.location)))
    except SourceError as error:
        return f"{error.problem}: {error}"


def _folder(ref: SourceRef) -> str:
    return _listing((name, place) for name, place in listed_files(unescape(ref.location)))


def _package(ref: SourceRef) -> str | None:
    package = distribution(ref.location)
    if package.files is None:
        return None
    names = sorted({os.fsencode(str(file)) for file in package.files})
    root = os.fsencode(str(package.locate_file("")))
    return f"{package.version} {_listing((name, root + b'/' + name) for name in names)}"


def _file(ref: SourceRef) -> str | None:
    status = os.lstat(unescape(ref.location))
    return f"{status.st_size} {status.st_mtime_ns}" if stat.S_ISREG(status.st_mode) else None


STAMPS: dict[str, Callable[[SourceRef], str | None]] = {"git": _git, "folder": _folder, "package": _package}


def _listing(files: Iterator[tuple[bytes, bytes]]) -> str:
    """Hash of names, kinds, sizes and times of files; of a link, of where it leads."""
    found = sha256()
    for name, place in files:
        try:
            status = os.lstat(place)
            link = os.readlink(place) if stat.S_ISLNK(status.st_mode) else b""  # noqa: PTH115 (bytes)
            known = f"{stat.S_IFMT(status.st_mode)} {status.st_size} {status.st_mtime_ns}".encode()
        except FileNotFoundError:
            link = known = b""
        found.update(b"\0".join((name, known, link, b"")))
    return found.hexdigest()


def _hash(parts: list[object]) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()[:32]
