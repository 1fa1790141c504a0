"""Opening and reading files of an untrusted folder: regular files only, never through a link, never blocking."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

# O_NONBLOCK so that a FIFO put in the place of a file cannot hold us.
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class NotRegularError(OSError):
    """What was to be read is no regular file."""


def open_regular(path: bytes | Path) -> BinaryIO:
    """Open a regular file for reading.

    Raises:
        NotRegularError: the path is a link, device, pipe, socket or folder.
        OSError: it cannot be opened.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise NotRegularError("no regular file")
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegularError("no regular file")
    return os.fdopen(descriptor, "rb")


def read_regular(path: bytes | Path, limit: int) -> bytes:
    """At most limit + 1 bytes of a regular file, so that the caller sees when it is larger than the limit.

    Raises:
        OSError: as open_regular.
    """
    with open_regular(path) as file:
        return file.read(limit + 1)
