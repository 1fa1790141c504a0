"""What a step of a run trained on, by name."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import ConfigError, InputError
from pipeline.terminal import plain
from pipeline.training.batch import Batch
from pipeline.training.data_options import Data
from pipeline.training.loading import Loader


def batch_at(options: Data, rows: int, step: int, states: Mapping[str, str] | None = None) -> Batch:
    """The whole batch of a step, all ranks together.

    Without states the stream is made from its beginning, which takes the loader's time for all steps before.

    Args:
        options: as of the run.
        rows: windows of a step over all ranks, as of the run.
        step: from 0.
        states: of a checkpoint at this step or before.

    Raises:
        ConfigError: the states are of a later step.
    """
    with Loader(options.model_copy(update={"workers": 0}), 0, 1, rows) as loader:
        if states is not None:
            loader.load(states)
            if loader.step > step:
                raise ConfigError(f"--step {step}: the checkpoint is of step {loader.step}, which is later")
        while loader.step < step:
            next(loader)
        return next(loader)


def states_in(checkpoint: Path, shards: int) -> dict[str, str]:
    """The states of the data in a checkpoint of a run, or in its newest one.

    Raises:
        InputError: it is neither.
        CorpusError: it cannot be read, or holds no such shards.
    """
    from pipeline.training.checkpoint import checkpoint_in, read
    from pipeline.training.train import DATA

    found = checkpoint_in(checkpoint)
    if found is None:
        raise InputError(f"{checkpoint}: neither a checkpoint nor the folder of a run with one")
    leaves = {f"{DATA}{shard}": "" for shard in range(shards)}
    read(found, {"leaves": leaves})
    return {name.removeprefix(DATA): text for name, text in leaves.items()}


def lines(batch: Batch) -> Iterator[str]:
    """A batch for a person: rows, their pieces, and the files of each piece."""
    size = batch.ids.shape[1]
    repos = sorted({piece.repo for pieces in batch.pieces for piece in pieces})
    yield f"step {batch.step}: {len(batch.pieces)} rows of {size:,} tokens, from {len(repos)} repositories"
    for number, pieces in enumerate(batch.pieces):
        padding = size - sum(piece.length for piece in pieces)
        yield f"row {number}: {len(pieces)} pieces, {padding} of padding"
        for piece in pieces:
            rest = f" from token {piece.offset}" if piece.offset else ""
            yield (f"  {plain(piece.repo)} document {piece.document_id} piece {piece.number}{rest}: {piece.domain}, "
                   f"{piece.mode}, epoch {piece.epoch}, {piece.length:,} tokens")
            for path in piece.paths:
                yield f"    {plain(path)}"
