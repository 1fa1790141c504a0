"""Rows filled from pending pieces: no piece is starved, none is read twice, no fill-in-the-middle piece is cut."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from pipeline.training.data_options import PackOptions
from pipeline.training.loading.stream import Pending, Ref


class Packer(Protocol):
    """How the next row is filled."""

    def __call__(self, pending: list[Pending], options: PackOptions) -> list[Pending]:
        """Take pieces out of `pending`, in which the oldest comes first, and give them in the order of the row."""
        ...


def best_fit(pending: list[Pending], options: PackOptions) -> list[Pending]:
    """The oldest piece, then ever the largest that fits; what is left is filled by splitting a left-to-right piece.

    The oldest one always being first bounds how long a piece waits. A split piece keeps its place in the queue.
    """
    row, room = [pending.pop(0)], options.window
    if len(row[0].example) > room:
        row[0], rest = row[0].split(room)
        pending.insert(0, rest)
    room -= len(row[0].example)
    while pending and room:
        sizes = [len(each.example) for each in pending]
        fitting = [(size, -number) for number, size in enumerate(sizes) if size <= room]
        if fitting:
            size, number = max(fitting)
            row.append(pending.pop(-number))
            room -= size
            continue
        split = _to_split(pending, room, options.smallest_split)
        if split is not None:
            head, pending[split] = pending[split].split(room)
            row.append(head)
        break
    return row


def _to_split(pending: Sequence[Pending], room: int, smallest: int) -> int | None:
    """The oldest left-to-right piece of which enough is left to be worth a place of its own, else the oldest."""
    if room < smallest:
        return None
    plain = [number for number, each in enumerate(pending) if each.example.mode == "left_to_right"]
    return next((n for n in plain if len(pending[n].example) - room >= smallest), plain[0] if plain else None)


def concatenate(pending: list[Pending], options: PackOptions) -> list[Pending]:
    """One piece after another, cut where the row ends."""
    row, room = [], options.window
    while pending and room:
        piece = pending.pop(0)
        if len(piece.example) > room:
            piece, rest = piece.split(room)
            pending.insert(0, rest)
        row.append(piece)
        room -= len(piece.example)
    return row


METHODS: dict[str, Packer] = {"best_fit": best_fit, "concatenate": concatenate}


class Rows:
    """Rows of one domain in one logical shard."""

    def __init__(self, pieces: Iterator[Pending], options: PackOptions, pending: Sequence[Pending] = (),
                 last: Ref | None = None) -> None:
        """Go on with `pieces`, which come after `last`, the piece admitted last, and after those that are pending."""
        self._pieces, self._options = pieces, options
        self._pending, self._last = list(pending), last
        self._ahead: Pending | None = None

    def next_row(self) -> list[Pending]:
        """The pieces of the next row; together they are no longer than the window."""
        self._fill()
        return METHODS[self._options.method](self._pending, self._options)

    def state(self) -> dict[str, Any]:
        """Where the rows stand, in values of JSON."""
        return {"last": self._last, "pending": [(*each.ref, each.offset) for each in self._pending]}

    def _fill(self) -> None:
        while len(self._pending) < self._options.pending:
            if self._ahead is None:
                self._ahead = next(self._pieces)
            # No epoch begins while a piece of the last but one is waiting; `concatenate` takes them in order anyhow.
            if self._pending and self._ahead.ref.epoch > self._pending[0].ref.epoch + 1:
                return
            self._last = self._ahead.ref
            self._pending.append(self._ahead)
            self._ahead = None
