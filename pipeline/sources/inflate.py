"""Compressed files as streams: which compression it is, and no more inflated bytes than are allowed."""

import bz2
import gzip
import io
import lzma
from typing import BinaryIO, Protocol

from pipeline.sources.rows import SourceError


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Inflated(io.RawIOBase):
    """The inflated bytes of a file, which may also be plain; counts them and stops a bomb."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        """Read a file from its start.

        Args:
            file: the file; its first bytes tell the compression.
            limit: bytes that it may inflate to.
        """
        self._inflated = _inflated(file)
        self.limit = limit
        self._left = limit

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Next inflated bytes.

        Raises:
            SourceError: the file inflates beyond its limit.
        """
        data = self._inflated.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise SourceError("inflates beyond input.max_archive_bytes or input.max_archive_ratio", "bomb")
        return data

    def readinto(self, buffer: object) -> int:
        """Next inflated bytes, for io.BufferedReader."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


def _inflated(file: BinaryIO) -> _Readable:
    """The file's content without its compression, which its first bytes tell."""
    start = file.read(6)
    file.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if start.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if start == b"\xfd7zXZ\0":
        return lzma.LZMAFile(file)
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        import pyarrow as pa  # only zstd needs it

        return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")  # type: ignore[no-any-return]
    return file
