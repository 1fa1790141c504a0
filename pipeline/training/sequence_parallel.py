"""Windows shared by several processes (DeepSpeed-Ulysses, Jacobs et al. 2023).

Each process of a group holds a slice of the tokens of every row. Only attention needs whole rows: for it, slices of
tokens with all heads are exchanged for whole rows with a share of the heads, and back.
"""

from dataclasses import dataclass
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from pipeline.training.attention import Context


class _Exchange(torch.autograd.Function):
    """Split a tensor along one dimension over the group, and join what comes along another."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, split: int, join: int, group: dist.ProcessGroup) -> Tensor:
        ctx.split, ctx.join, ctx.group = split, join, group
        return _exchange(x, split, join, group)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None, None]:
        return _exchange(gradients[0], ctx.join, ctx.split, ctx.group), None, None, None


def _exchanged(x: Tensor, split: int, join: int, group: dist.ProcessGroup) -> Tensor:
    found: Tensor = _Exchange.apply(x, split, join, group)  # type: ignore[no-untyped-call]
    return found


def _exchange(x: Tensor, split: int, join: int, group: dist.ProcessGroup) -> Tensor:
    sent = torch.stack(x.chunk(group.size(), dim=split)).contiguous()
    received = torch.empty_like(sent)
    dist.all_to_all_single(received, sent, group=group)
    return torch.cat(list(received), dim=join)


@dataclass(frozen=True)
class Shared:
    """A context for slices of windows: `whole` is the context of whole windows.

    Heads, of queries and of keys, must be multiples of the group's size.
    """

    whole: Context
    group: dist.ProcessGroup

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """As in Context, on slices."""
        whole = [_exchanged(x, 1, 2, self.group) for x in (query, key, value)]
        found = self.whole.attend(layer, *whole)
        return _exchanged(found, 2, 1, self.group)


def slice_of(x: Tensor, group: dist.ProcessGroup | None) -> Tensor:
    """This process' slice of [rows, tokens]; all of it without a group."""
    if group is None:
        return x
    return x.chunk(group.size(), dim=1)[group.rank()]
