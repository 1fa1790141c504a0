"""Texts of one repository set aside until their order is known, in memory bounded whatever the repository's size."""

from tempfile import SpooledTemporaryFile
from types import TracebackType

MEMORY_BYTES = 64 << 20


class TextStore:
    """Keeps texts by key: in memory up to MEMORY_BYTES in all, beyond that in a nameless temporary file."""

    def __init__(self) -> None:
        """Start empty."""
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - closed by __exit__
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, key: str, text: bytes) -> None:
        """Keep a text."""
        self._file.seek(self._end)
        self._file.write(text)
        self._places[key] = (self._end, len(text))
        self._end += len(text)

    def get(self, key: str) -> bytes:
        """The text kept under `key`."""
        start, length = self._places[key]
        self._file.seek(start)
        return self._file.read(length)

    def __enter__(self) -> "TextStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the memory or disk space back."""
        self._file.close()
