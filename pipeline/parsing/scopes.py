"""Spans of a file: where it says that a name is its own, and what is left out of account."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

Span = tuple[int, int]
"""First byte and the byte after the last."""


class Spans:
    """Whether a byte is inside one of some spans, however they overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)
            else:
                self._ends[-1] = max(self._ends[-1], end)

    def __contains__(self, byte: int) -> bool:
        place = bisect_right(self._starts, byte) - 1
        return place >= 0 and byte < self._ends[place]


class Scopes:
    """Names that mean something of the file itself, each within the spans where it does."""

    def __init__(self) -> None:
        self._found: dict[bytes, list[Span]] = defaultdict(list)
        self._merged: dict[bytes, Spans] = {}

    def add(self, name: bytes, span: Span) -> None:
        """Note that `name` is the file's own in a span; all are added before the first question."""
        self._found[name].append(span)

    def hide(self, name: bytes, byte: int) -> bool:
        """Whether `name`, or what stands before its first dot, at this byte means something of the file itself."""
        head = name.split(b".", 1)[0].strip()
        if head not in self._found:
            return False
        if head not in self._merged:
            self._merged[head] = Spans(self._found[head])
        return byte in self._merged[head]
