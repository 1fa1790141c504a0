"""A plain folder as a repository: every file below it, no link followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.config import Input
from pipeline.sources.paths import unescape
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.regular_file import NotRegularError, read_regular
from pipeline.sources.rows import Opened, content_row, problem_row, words


def open_folder(ref: SourceRef, options: Input) -> Opened:
    """Read a folder. `.git` is left out at every level: it belongs to git, not to the repository.

    Raises:
        OSError: the folder cannot be listed.
    """
    root = unescape(ref.location)
    top = _listed(root)
    return Opened(None, _files(root, top, options))


def listed_files(root: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name in the folder and place of everything below it that is no folder, in the order in which it is read.

    Raises:
        OSError: a folder cannot be listed.
    """
    for entry in _walk(_listed(root)):
        if isinstance(entry, tuple):
            raise entry[1]
        yield entry.path[len(root) + 1:], entry.path


def _files(root: bytes, top: list[os.DirEntry[bytes]], options: Input) -> Iterator[RawFile]:
    for entry in _walk(top):
        if isinstance(entry, tuple):
            yield problem_row(entry[0][len(root) + 1:], -1, "damaged", f"folder cannot be listed: {words(entry[1])}")
        else:
            yield file_row(entry.path, entry.path[len(root) + 1:], options.max_file_bytes)


def _walk(top: list[os.DirEntry[bytes]]) -> Iterator[os.DirEntry[bytes] | tuple[bytes, OSError]]:
    """Everything that is no folder, and the folders that cannot be listed with the reason."""
    # A stack of what is still to be visited, last first: depth does not grow Python's own stack.
    stack = top[::-1]
    while stack:
        entry = stack.pop()
        if not entry.is_dir(follow_symlinks=False):
            yield entry
            continue
        try:
            stack.extend(reversed(_listed(entry.path)))
        except OSError as error:
            yield entry.path, error


def _listed(folder: bytes) -> list[os.DirEntry[bytes]]:
    """Entries in the byte order of the paths below them: a folder sorts as if its name ended in `/`."""
    with os.scandir(folder) as entries:
        kept = [entry for entry in entries if entry.name != b".git"]
    return sorted(kept, key=lambda e: e.name + b"/" if e.is_dir(follow_symlinks=False) else e.name)


def _target(link: bytes) -> str:
    return str(Path(os.fsdecode(link)).readlink())


def file_row(location: bytes, name: bytes, max_bytes: int) -> RawFile:
    """Row of the file at `location` under the path `name`."""
    try:
        status = os.lstat(location)
        if stat.S_ISLNK(status.st_mode):
            return problem_row(name, status.st_size, "symlink", _target(location))
        if not stat.S_ISREG(status.st_mode):
            return problem_row(name, -1, "not_regular")
        if status.st_size > max_bytes:
            return problem_row(name, status.st_size, "too_large")
        data = read_regular(location, max_bytes)
    except FileNotFoundError:
        return problem_row(name, -1, "missing_object", "no such file")
    except NotRegularError:
        return problem_row(name, -1, "not_regular")
    except OSError as error:
        return problem_row(name, -1, "damaged", words(error))
    if len(data) > max_bytes:
        return problem_row(name, -1, "too_large")
    return content_row(name, data)
