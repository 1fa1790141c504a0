"""Rows as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.training.batch import IGNORED, Batch, Piece
from pipeline.training.loading.stream import Pending


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a batch; the arrays as in Batch, int32 for their way through a pipe."""

    ids: NDArray[np.int32]
    labels: NDArray[np.int32]
    positions: NDArray[np.int32]
    remaining: NDArray[np.float32] | None
    pieces: tuple[Piece, ...]


def row_of(parts: Sequence[Pending], window: int, pad: int, *, remaining: bool) -> Row:
    """The arrays of pieces that stand in a row one after another."""
    ids, positions = np.full(window, pad, np.int32), np.empty(window, np.int32)
    labels = np.full(window, IGNORED, np.int32)
    shares = np.full(window, np.nan, np.float32) if remaining else None
    pieces, place = [], 0
    for part in parts:
        example, end = part.example, place + len(part.example)
        ids[place:end] = example.ids
        positions[place:end] = np.arange(end - place)
        labels[place : end - 1] = np.where(example.counted[1:], example.ids[1:], IGNORED)
        if shares is not None and example.remaining is not None:
            shares[place : end - 1] = example.remaining[1:]
        document = part.document
        pieces.append(Piece(document.document_id, document.repo, document.domain, document.language, example.mode,
                            place, end - place, part.ref.epoch, part.ref.number, part.offset, part.paths))
        place = end
    positions[place:] = np.arange(window - place)
    return Row(ids, labels, positions, shares, tuple(pieces))


def batch_of(rows: Sequence[Row], step: int) -> Batch:
    """Rows as one batch."""
    shares = [row.remaining for row in rows if row.remaining is not None]
    ids, labels, positions = (np.stack([getattr(row, name) for row in rows]).astype(np.int64)
                              for name in ("ids", "labels", "positions"))
    return Batch(
        ids, labels, positions,
        lengths=tuple(tuple(piece.length for piece in row.pieces) for row in rows),
        pieces=tuple(row.pieces for row in rows),
        remaining=np.stack(shares) if shares else None,
        step=step,
    )
