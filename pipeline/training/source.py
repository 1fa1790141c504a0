"""Which rows a rank trains on."""

from pathlib import Path

import torch.distributed as dist

from pipeline.errors import ConfigError
from pipeline.tokenizing import Tokenizer
from pipeline.training.batch import BatchSource
from pipeline.training.data_options import Data
from pipeline.training.hf_export import TOKENIZER
from pipeline.training.instruction import InstructionSource
from pipeline.training.loading import Loader
from pipeline.training.options import Training
from pipeline.training.parallel import World
from pipeline.training.pinned import pinned


def open_source(options: Training, ranks: World) -> BatchSource:
    """The rows of one rank: documents of a corpus, or instructions.

    Raises:
        ConfigError: the rows of a step cannot be spread evenly.
        UserError: the data cannot be read.
    """
    rows, per_pass = options.batches.rows, options.batches.rows_per_device
    if rows % (ranks.data_size * per_pass):
        raise ConfigError(f"batches.rows: {rows} windows are not a multiple of {ranks.data_size} ranks x "
                          f"rows_per_device {per_pass}")
    if ranks.rank == 0:
        _keep_tokenizer(options)
    if options.instructions is not None:
        return InstructionSource(options.instructions, ranks.data_rank, ranks.data_size, rows)
    assert options.data is not None, "checked by Training"
    return Loader(_one_version(options.data, Path(options.folder), ranks), ranks.data_rank, ranks.data_size, rows)


def _one_version(data: Data, folder: Path, ranks: World) -> Data:
    """The options with the version that all ranks read; a refresh may end while they start."""
    found = [pinned(data, folder).version if ranks.rank == 0 else None]
    dist.broadcast_object_list(found, src=0)
    return data.model_copy(update={"version": found[0]})


def _keep_tokenizer(options: Training) -> None:
    """Put the tokenizer beside the checkpoints, which are worth nothing without it."""
    data = options.instructions or options.data
    assert data is not None, "checked by Training"
    folder = Path(options.folder) / TOKENIZER
    folder.mkdir(parents=True, exist_ok=True)
    Tokenizer.open(data.tokenizer).save(folder)
