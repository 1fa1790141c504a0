"""One optimizer step: the windows of a rank in, weights moved, sums of losses out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.distributed.fsdp import FSDPModule
from torch.distributed.tensor import DTensor

from pipeline.training.attention import Context, Kernel, documents
from pipeline.training.batch import IGNORED, Batch
from pipeline.training.metrics import Tally
from pipeline.training.model import CausalModel
from pipeline.training.parallel import World
from pipeline.training.sequence_parallel import Shared, slice_of


@dataclass(frozen=True)
class Tensors:
    """Some windows on the device; [rows, tokens] each, or this process' slice of the tokens."""

    ids: Tensor
    labels: Tensor
    positions: Tensor
    kinds: Tensor
    context: Context


@dataclass(frozen=True)
class Outcome:
    """What came of a step: the norm of the gradients before clipping, and whether the weights were moved."""

    norm: float
    moved: bool


def step(
    model: CausalModel, optimizer: torch.optim.Optimizer, batch: Batch, tally: Tally, *, rows: int, clip: float,
    kernel: Kernel, world: World,
) -> Outcome:
    """Accumulate the gradients of all windows of the step, clip them, and move the weights.

    Every token that counts has the same weight, on whatever rank and in whatever window it is: FSDP takes the mean of
    the ranks' gradients, so each rank's sum is multiplied by the ranks and divided by the tokens of all. A step whose
    gradients are not finite moves nothing.

    Args:
        model: sharded.
        optimizer: with the rate of this step.
        batch: this rank's windows.
        tally: takes the losses of this rank's tokens.
        rows: windows in one forward pass.
        clip: norm that gradients are cut down to.
        kernel: of attention.
        world: the ranks.
    """
    counted = torch.tensor(float(np.count_nonzero(batch.labels != IGNORED)), device=world.device)
    # The ranks that share windows have the same ones.
    tokens = float(world.total(counted)) / (world.size // world.data_size)
    parts = micro_batches(batch, tally, rows, kernel, world)
    for number, part in enumerate(parts, 1):
        if isinstance(model, FSDPModule):  # gradients travel between the ranks once a step, not once a pass
            model.set_requires_gradient_sync(number * rows >= len(batch.ids))
        losses = model(part.ids, part.positions, part.context, part.labels)
        (losses.sum() * (world.size / max(1.0, tokens))).backward()
        tally.add(losses.detach(), part.labels != IGNORED, part.kinds)
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    value = float(norm.full_tensor() if isinstance(norm, DTensor) else norm)
    moved = bool(np.isfinite(value))
    if moved:
        optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return Outcome(value, moved)


def micro_batches(batch: Batch, tally: Tally, rows: int, kernel: Kernel, world: World) -> Iterator[Tensors]:
    """The windows of a batch, some at a time, on the device."""
    kinds = kinds_of_tokens(batch, tally)
    for start in range(0, len(batch.ids), rows):
        some = slice(start, start + rows)
        whole = documents(batch.lengths[some], batch.ids.shape[1], world.device, kernel)
        ids, labels, positions, of_kinds = (
            slice_of(torch.from_numpy(x[some]).to(world.device), world.sequence).contiguous()
            for x in (batch.ids, batch.labels, batch.positions, kinds)
        )
        context = whole if world.sequence is None else Shared(whole, world.sequence)
        yield Tensors(ids, labels, positions, of_kinds, context)


def kinds_of_tokens(batch: Batch, tally: Tally) -> NDArray[np.int64]:
    """Kind of every token of a batch (pipeline.training.metrics.Tally); padding has kind 0 and does not count."""
    kinds = np.zeros(batch.ids.shape, dtype=np.int64)
    for row, pieces in enumerate(batch.pieces):
        for piece in pieces:
            kinds[row, piece.start : piece.start + piece.length] = tally.kind(piece.domain, piece.is_fim)
    return kinds
