"""An object as a file that is read in ranges, the next ones asked for before they are needed."""

import io
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline.config import S3
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.client import asked, client, payer, status_of
from pipeline.sources.s3.listing import Listed

PART_BYTES = 8 << 20
# A read that goes on where the last one stopped asks for twice as much, from the first number to PART_BYTES.
_FIRST_BYTES = 256 << 10
_AHEAD = 2

Fetch = Callable[[int, int], bytes]


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


# Archives are opened twice, once to look through them: most are small, and are then asked for once.
_whole = lru_cache(maxsize=1)(fetched)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    stop: int
    data: "Future[bytes]"


class ObjectFile(io.RawIOBase):
    """An object, read-only; holds at most _AHEAD + 2 parts of PART_BYTES.

    Every answer is held against the size and ETag that were listed, so bytes of two versions of an object never mix.
    """

    def __init__(self, found: Listed, options: S3, fetch: Fetch | None = None, part_bytes: int = PART_BYTES) -> None:
        """Nothing is asked for before the first read.

        Args:
            found: the object, as it was listed.
            options: of the store.
            fetch: gives bytes from a place to before another; None for those of the store.
            part_bytes: the most that one request asks for.
        """
        small = found.size <= part_bytes
        self._fetch = fetch or partial(_whole if small else fetched, found, options)
        self._size, self._position = found.size, 0
        self._part, self._first = part_bytes, found.size if small else min(_FIRST_BYTES, part_bytes)
        self._spans: list[_Span] = []
        self._threads: ThreadPoolExecutor | None = None
        self._broken: SourceError | None = None

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
            SourceError: the object was replaced or deleted; so says every read after it.
            StoreError: the store does not give them.
        """
        end = self._size if size is None or size < 0 else min(self._size, self._position + size)
        pieces = []
        while self._position < end:
            span = self._span_at(self._position)
            piece = self._data(span)[self._position - span.start: end - span.start]
            pieces.append(piece)
            self._position += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def readinto(self, buffer: object) -> int:
        """Next bytes, for io.BufferedReader."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Forget what is held and not yet read."""
        self._spans = []
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None
        super().close()

    def _data(self, span: _Span) -> bytes:
        if self._broken is not None:
            raise self._broken
        try:
            return span.data.result()
        except SourceError as error:
            self._broken = error
            raise

    def _span_at(self, position: int) -> _Span:
        """The part with a position, asked for if need be; those before it are forgotten."""
        while self._spans and self._spans[0].stop <= position and len(self._spans) > 1:
            self._spans.pop(0)
        last = self._spans[-1] if self._spans else None
        if last is None or not self._spans[0].start <= position < last.stop:
            goes_on = last is not None and 0 <= position - last.stop < _FIRST_BYTES
            length = min(self._part, 2 * (last.stop - last.start)) if last is not None and goes_on else self._first
            for span in self._spans:
                span.data.cancel()
            self._spans = [self._asked_for(position, length)]
        while len(self._spans) <= _AHEAD and self._spans[-1].stop - self._spans[-1].start == self._part:
            if self._spans[-1].stop >= self._size:
                break
            self._spans.append(self._asked_for(self._spans[-1].stop, self._part))
        return self._spans[0]

    def _asked_for(self, start: int, length: int) -> _Span:
        stop = min(self._size, start + length)
        if length < self._part:  # asked for when it is needed: no thread for it
            data: Future[bytes] = Future()
            data.set_result(self._fetch(start, stop))
            return _Span(start, stop, data)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_AHEAD + 1, "s3")
        return _Span(start, stop, self._threads.submit(self._fetch, start, stop))
