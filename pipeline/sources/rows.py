"""Rows of the ledger: what the bytes of a file become, and that every file of a source gives exactly one row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from pipeline.config import Input
from pipeline.errors import StoreError
from pipeline.sources.decode import decode
from pipeline.sources.paths import checked_path, detail
from pipeline.sources.raw_file import RawFile


class SourceError(Exception):
    """A source that cannot be read, or not further; becomes a row with path "".

    Attributes:
        problem: key of pipeline.fates.PROBLEMS.
    """

    def __init__(self, message: str, problem: str = "unreadable_source") -> None:
        super().__init__(message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Opened:
    """A source ready to be read.

    Attributes:
        commit: commit id or release version, None when the source has none.
        files: one row per file, made while it is iterated; close() it when it is not read to its end.
        last_commit: time of the commit in seconds since 1970-01-01 UTC, None when the source does not tell.
    """

    commit: str | None
    files: Iterator[RawFile]
    last_commit: int | None = None


def content_row(name: bytes, data: bytes, stated: str | None = None) -> RawFile:
    """Row of a file that was read whole; `stated` is the encoding that its source states."""
    path, bad = checked_path(name)
    digest = sha256(data).hexdigest()
    if bad:
        return RawFile(path, len(data), digest, problem="bad_path", detail=bad)
    decoded = decode(data, stated)
    return RawFile(path, len(data), digest, decoded.encoding, decoded.text, decoded.problem)


def problem_row(name: bytes, size: int, problem: str, message: object = None) -> RawFile:
    """Row of a file that was not read. A bad path is named before any other problem."""
    path, bad = checked_path(name)
    if bad:
        return RawFile(path, size, problem="bad_path", detail=bad)
    return RawFile(path, size, problem=problem, detail=None if message is None else detail(message))


def source_row(problem: str, message: object) -> RawFile:
    """Row that stands for the whole source, or for all that could not be read of it."""
    return RawFile("", -1, problem=problem, detail=detail(message))


def error_row(error: Exception, fallback: str) -> RawFile:
    """Row for an error that ended the reading; `fallback` is its problem when the error names none."""
    if isinstance(error, SourceError):
        return source_row(error.problem, error)
    return source_row(fallback, f"{type(error).__name__}: {words(error)}")


def words(error: Exception) -> str:
    """Message of an error without paths of the machine it happened on."""
    return (error.strerror or "") if isinstance(error, OSError) and error.strerror else str(error)


def complete(files: Iterator[RawFile], options: Input) -> Iterator[RawFile]:
    """The rows of a source, made whole.

    A path that came before becomes `duplicate_path`; beyond options.max_repo_files one row `too_many_files` stands for
    all others; an error becomes a row; a source without files becomes `empty_source`. Nothing is raised but
    StoreError.
    """
    seen: set[str] = set()
    count = 0
    try:
        for file in files:
            if count >= options.max_repo_files:
                yield source_row("too_many_files", f"only the first {count} files were read")
                return
            yield _first_or_duplicate(file, seen)
            count += 1
    except StoreError:
        raise
    except Exception as error:  # foreign content must not stop a job, whatever a reader did not foresee
        yield error_row(error, "damaged" if count else "unreadable_source")
        return
    if not count:
        yield source_row("empty_source", "no files")


def _first_or_duplicate(file: RawFile, seen: set[str]) -> RawFile:
    if not file.path:
        return file
    if file.path in seen:
        return replace(file, encoding=None, text=None, problem="duplicate_path", detail=file.problem)
    seen.add(file.path)
    return file
