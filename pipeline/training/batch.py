"""What the loader hands to the trainer: numpy arrays, and where every piece of text in them comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

IGNORED = -100  # label of a position that the loss does not count; what torch's cross_entropy ignores by default
Mode = Literal["left_to_right", "psm", "spm"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row that comes from one document and that nothing else in the row may attend to.

    Attributes:
        document_id: the document.
        repo: its repository.
        domain: part of the training mix, e.g. `code`.
        language: language with most bytes in the document.
        mode: `left_to_right`, or how the parts around a hole follow one another: `psm` prefix, suffix, middle; `spm`
            suffix, prefix, middle.
        start: first position in the row.
        length: positions in the row.
        epoch: how often all documents of the domain have been dealt out before, from 0.
        number: number of the piece in the document, from 0; long documents are cut at line ends.
        offset: tokens of the piece that are in earlier rows; above 0 only where a left-to-right piece was split to
            fill a row.
        paths: the files that the piece has text of, in order.
    """

    document_id: str
    repo: str
    domain: str
    language: str
    mode: Mode
    start: int
    length: int
    epoch: int
    number: int
    offset: int
    paths: tuple[str, ...]

    @property
    def is_fim(self) -> bool:
        """Whether a middle was taken out of it."""
        return self.mode != "left_to_right"


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one rank for one step; B rows of T positions.

    Attributes:
        ids: int64 [B, T], token ids; padding at the end of a row.
        labels: int64 [B, T], the id that should follow at each position, already shifted: `labels[t]` is `ids[t + 1]`
            where it counts. IGNORED at the last position of each piece, in padding, and where the following token is a
            control token that opens a part of a fill-in-the-middle example, part of a path comment, or context only.
        positions: int64 [B, T], from 0 in every piece and in the padding.
        lengths: per row the lengths of its pieces in order; what they leave of T is padding.
        pieces: per row its pieces, as many as lengths.
        remaining: float32 [B, T], tokens of the middle that are still to come after `labels[t]`, as a share of all its
            tokens, 1 - 1/n ... 0; NaN outside middles. None unless asked for (`fim.remaining`).
        step: number of the step, from 0.
    """

    ids: NDArray[np.int64]
    labels: NDArray[np.int64]
    positions: NDArray[np.int64]
    lengths: tuple[tuple[int, ...], ...]
    pieces: tuple[tuple[Piece, ...], ...]
    remaining: NDArray[np.float32] | None
    step: int


class BatchSource(Protocol):
    """What the trainer asks of a loader; pipeline.training.loading.Loader(options, rank, world, rows) is one.

    `options` is a pipeline.training.data_options.Data, `rows` the windows of a step over all ranks. Neither `world`
    nor the number of worker processes changes what step s holds: rank r has the rows r, r + world, ... of it.

    Attributes:
        window: positions of a row, T.
        vocabulary: entries that ids are below, control tokens included.
        domains: the parts of the mix that rows come from, sorted.
        step: number of the step whose batch comes next.
    """

    window: int
    vocabulary: int
    domains: tuple[str, ...]
    step: int

    def __iter__(self) -> Iterator[Batch]:
        """Itself."""
        ...

    def __next__(self) -> Batch:
        """The batch of this rank for `step`; never ends, epochs follow one another."""
        ...

    def state(self) -> dict[str, str]:
        """Where each logical shard of this rank stands after the batches handed out: a JSON text by shard number."""
        ...

    def load(self, states: Mapping[str, str]) -> None:
        """Go on from states, which hold at least the shards of this rank (the keys of `state()`), saved by any ranks.

        Raises:
            CorpusError: saved from another corpus, tokenizer or options that decide what rows hold.
        """
        ...

    def close(self) -> None:
        """End the worker processes, if any."""
        ...
