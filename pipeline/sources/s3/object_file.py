"""An object as a file that is read in ranges, the next ones asked for before they are needed."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline.config import S3
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.listing import Listed
from pipeline.sources.s3.ranged import Fetch, RangedFile, fetched

PART_BYTES = 8 << 20
# A read that goes on where the last one stopped asks for twice as much, from the first number to PART_BYTES.
_FIRST_BYTES = 256 << 10
_AHEAD = 2

# Archives are opened twice, once to look through them: most are small, and are then asked for once.
_whole = lru_cache(maxsize=1)(fetched)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    stop: int
    data: "Future[bytes]"


class ObjectFile(RangedFile):
    """An object that is read from its start on; holds at most _AHEAD + 2 parts of PART_BYTES."""

    def __init__(self, found: Listed, options: S3, fetch: Fetch | None = None, part_bytes: int = PART_BYTES) -> None:
        """Nothing is asked for before the first read.

        Args:
            found: the object, as it was listed.
            options: of the store.
            fetch: None for that of the store.
            part_bytes: the most that one request asks for.
        """
        super().__init__(found.size)
        small = found.size <= part_bytes
        self._fetch = fetch or partial(_whole if small else fetched, found, options)
        self._part, self._first = part_bytes, found.size if small else min(_FIRST_BYTES, part_bytes)
        self._spans: list[_Span] = []
        self._threads: ThreadPoolExecutor | None = None
        self._broken: SourceError | None = None

    def close(self) -> None:
        """Forget what is held and not yet read."""
        self._spans = []
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None
        super().close()

    def _piece(self, start: int, stop: int) -> bytes:
        span = self._span_at(start)
        return self._data(span)[start - span.start: stop - span.start]

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
