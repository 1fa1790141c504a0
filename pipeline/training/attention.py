"""Attention inside documents: a token sees itself and what stands before it in its own document, nothing else.

A window holds several documents (pipeline.training.batch), so a plain causal mask would let one read another. Three
kernels give the same result: a loop of causal attention over documents, which any device can run and which is the
oracle of the others; varlen flash attention, the fastest where there is a kernel for it; and flex_attention.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, Literal, Protocol

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

Kernel = Literal["documents", "flex", "varlen"]
# Bounds of documents are filled up to a multiple of this, so that compiled code sees few different shapes.
BOUNDS_STEP = 64


class Context(Protocol):
    """What tokens may see: takes the projections of one layer and gives what each token reads from those it sees."""

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Attention of one layer.

        Args:
            layer: number of the layer, from 0.
            query: [rows, heads, tokens, head size].
            key: [rows, key-value heads, tokens, head size]; fewer heads than the query's are shared by groups of them.
            value: as key.

        Returns:
            [rows, heads, tokens, head size].
        """


@dataclass(frozen=True)
class Documents:
    """Context of packed windows. Make it with `documents`, once per batch; all layers share it.

    Attributes:
        kernel: which kernel runs.
        lengths: for each row the lengths of its documents; they add up to the window.
        bounds: for varlen, the first token of each document over all rows end to end, and the end; int32.
        blocks: for flex, its block mask.
    """

    kernel: Kernel
    lengths: tuple[tuple[int, ...], ...]
    bounds: Tensor | None = None
    blocks: Any = None

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """As in Context; the same for every layer."""
        if self.kernel == "varlen":
            return self._varlen(query, key, value)
        if self.kernel == "flex":
            flex = compiled_flex() if query.is_cuda else _flex()
            found: Tensor = flex(query, key, value, block_mask=self.blocks, enable_gqa=key.shape[1] != query.shape[1])
        else:
            found = self._loop(query, key, value)
        return found

    # Compiled, it would be compiled anew for the lengths of every batch.
    @torch.compiler.disable  # type: ignore[untyped-decorator]
    def _loop(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        rows = []
        for row, lengths in enumerate(self.lengths):
            parts = zip(*(x[row : row + 1].split(lengths, dim=2) for x in (query, key, value)), strict=True)
            rows.append(torch.cat([causal(*part) for part in parts], dim=2))
        return torch.cat(rows)

    def _varlen(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        from torch.nn.attention.varlen import varlen_attn

        assert self.bounds is not None
        rows, heads, tokens, size = query.shape
        query, key, value = (x.transpose(1, 2).reshape(rows * tokens, -1, size) for x in (query, key, value))
        # The window bounds every document: a constant, where the longest document would be new in each batch.
        found = varlen_attn(query, key, value, self.bounds, self.bounds, tokens, tokens, window_size=(-1, 0),
                            enable_gqa=key.shape[1] != heads)
        assert isinstance(found, Tensor)
        return found.view(rows, tokens, heads, size).transpose(1, 2)


def documents(lengths: Sequence[Sequence[int]], window: int, device: torch.device, kernel: Kernel) -> Documents:
    """The context of a batch of packed windows.

    Args:
        lengths: for each row the lengths of its documents, in order; padding after them need not be named.
        window: tokens of a row.
        device: where the model runs.
        kernel: see `kernel_for`.

    Raises:
        ValueError: the documents of a row are longer than the window.
    """
    filled = tuple(_filled(row, window) for row in lengths)
    if kernel == "varlen":
        bounds = [0, *accumulate(length for row in filled for length in row)]
        bounds += [bounds[-1]] * (-len(bounds) % BOUNDS_STEP)  # empty documents, which cost nothing
        return Documents(kernel, filled, bounds=torch.tensor(bounds, dtype=torch.int32, device=device))
    if kernel == "flex":
        return Documents(kernel, filled, blocks=_block_mask(filled, window, device))
    return Documents(kernel, filled)


def kernel_for(device: torch.device, dtype: torch.dtype) -> Kernel:
    """The fastest kernel that a device has for a type of numbers."""
    if device.type != "cuda":
        return "documents"
    return "varlen" if dtype in (torch.bfloat16, torch.float16) else "flex"


def can_train(kernel: Kernel, device: torch.device) -> bool:
    """Whether a kernel has a backward pass on a device: flex and varlen have none on CPU."""
    return kernel == "documents" or device.type == "cuda"


def causal(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Plain causal attention; shapes as in Context. Queries stand at the end of the keys."""
    grouped = key.shape[1] != query.shape[1]
    whole = query.shape[2] == key.shape[2]
    if whole or query.shape[2] == 1:
        return scaled_dot_product_attention(query, key, value, is_causal=whole, enable_gqa=grouped)
    seen = torch.ones(query.shape[2], key.shape[2], dtype=torch.bool, device=query.device)
    seen = seen.tril(key.shape[2] - query.shape[2])
    return scaled_dot_product_attention(query, key, value, attn_mask=seen, enable_gqa=grouped)


def _filled(lengths: Sequence[int], window: int) -> tuple[int, ...]:
    rest = window - sum(lengths)
    if rest < 0:
        raise ValueError(f"documents of {sum(lengths)} tokens in a window of {window}")
    return (*lengths, rest) if rest else tuple(lengths)


def _block_mask(lengths: Sequence[Sequence[int]], window: int, device: torch.device) -> Any:
    from torch.nn.attention.flex_attention import create_block_mask

    starts = torch.empty(len(lengths), window, dtype=torch.int32)
    for row, of_row in enumerate(lengths):
        for start, end in pairwise(accumulate(of_row, initial=0)):
            starts[row, start:end] = start
    starts = starts.to(device)

    def sees(row: Tensor, head: Tensor, query: Tensor, key: Tensor) -> Tensor:
        return (key <= query) & (key >= starts[row, query])

    return create_block_mask(sees, len(lengths), None, window, window, device=str(device))


@cache
def _flex() -> Any:
    from torch.nn.attention.flex_attention import flex_attention

    return flex_attention


@cache
def compiled_flex() -> Any:
    """flex_attention compiled, once per process: without, it writes out all scores."""
    return torch.compile(_flex())
