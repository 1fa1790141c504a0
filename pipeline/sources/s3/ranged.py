"""An object as a file: where reading is, and bytes that are held against what was listed."""

import io
import os
from abc import abstractmethod
from collections.abc import Callable

from pipeline.config import S3
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.client import asked, client, payer, status_of
from pipeline.sources.s3.listing import Listed

Fetch = Callable[[int, int], bytes]
"""Gives the bytes of an object from a place to before another."""


def fetched(found: Listed, options: S3, start: int, stop: int) -> bytes:
    """Bytes of an object from `start` to before `stop`, as it was listed.

    Raises:
        SourceError: the object was replaced or deleted since.
        StoreError: the store does not give them.
    """
    from botocore.exceptions import ClientError, IncompleteReadError

    def get() -> bytes:
        answer = client(options).get_object(
            Bucket=found.place.bucket, Key=found.place.key, IfMatch=f'"{found.etag}"',
            Range=f"bytes={start}-{stop - 1}", **payer(options))
        with answer["Body"] as body:
            if answer["ContentLength"] != stop - start or answer["ETag"].strip('"') != found.etag:
                raise IncompleteReadError(actual_bytes=answer["ContentLength"], expected_bytes=stop - start)
            data: bytes = body.read(stop - start)
        if len(data) != stop - start:
            raise IncompleteReadError(actual_bytes=len(data), expected_bytes=stop - start)
        return data

    try:
        return asked(get, found.place)
    except ClientError as error:
        what = "deleted" if status_of(error) == 404 else "replaced"
        raise SourceError(f"the object was {what} after it was listed", "changed") from None


class RangedFile(io.RawIOBase):
    """An object, read-only. Every answer is held against the size and ETag that were listed: two versions never mix."""

    def __init__(self, size: int) -> None:
        """Nothing is asked for before the first read.

        Args:
            size: bytes of the object.
        """
        self._size, self._position = size, 0

    @abstractmethod
    def _piece(self, start: int, stop: int) -> bytes:
        """Bytes from `start` to before `stop` or an earlier place, at least one."""

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Where the next read begins; nothing is asked for."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a place before the start of the object")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        """Next bytes: fewer than asked for only at the end of the object.

        Raises:
            SourceError: the object was replaced or deleted.
            StoreError: the store does not give them.
        """
        end = self._size if size is None or size < 0 else min(self._size, self._position + size)
        pieces = []
        while self._position < end:
            piece = self._piece(self._position, end)
            pieces.append(piece)
            self._position += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def readinto(self, buffer: object) -> int:
        """Next bytes, for io.BufferedReader."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)
