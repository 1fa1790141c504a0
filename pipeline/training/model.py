"""The model: a Llama-style decoder with the parameter names of Hugging Face, so that export is a copy.

RMSNorm before attention and feed-forward, SwiGLU, rotary positions with a base and linear scaling (Su et al. 2021;
Chen et al. 2023), key-value heads shared by groups of query heads (Ainslie et al. 2023).
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

from pipeline.training.attention import Context
from pipeline.training.batch import IGNORED
from pipeline.training.options import Model as ModelOptions

# Tokens whose logits are in memory at once: at 32,256 entries and 4 bytes, half a gigabyte.
LOSS_CHUNK = 4096


class Attention(nn.Module):
    """Projections around the attention of one layer."""

    def __init__(self, options: ModelOptions, layer: int) -> None:
        super().__init__()
        self.layer = layer
        self.head_size = options.hidden // options.heads
        key_width = options.kv_heads * self.head_size
        self.q_proj = nn.Linear(options.hidden, options.hidden, bias=False)
        self.k_proj = nn.Linear(options.hidden, key_width, bias=False)
        self.v_proj = nn.Linear(options.hidden, key_width, bias=False)
        self.o_proj = nn.Linear(options.hidden, options.hidden, bias=False)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor, context: Context) -> Tensor:
        """[rows, tokens, hidden] to the same shape."""
        rows, tokens, hidden = x.shape
        query, key, value = (
            projection(x).view(rows, tokens, -1, self.head_size).transpose(1, 2)
            for projection in (self.q_proj, self.k_proj, self.v_proj)
        )
        query, key = rotated(query, cosine, sine), rotated(key, cosine, sine)
        found = context.attend(self.layer, query, key, value)
        return self.o_proj(found.transpose(1, 2).reshape(rows, tokens, hidden))  # type: ignore[no-any-return]


class FeedForward(nn.Module):
    """SwiGLU: a gated feed-forward layer."""

    def __init__(self, options: ModelOptions) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(options.hidden, options.feed_forward, bias=False)
        self.up_proj = nn.Linear(options.hidden, options.feed_forward, bias=False)
        self.down_proj = nn.Linear(options.feed_forward, options.hidden, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """[rows, tokens, hidden] to the same shape."""
        return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))  # type: ignore[no-any-return]


class Block(nn.Module):
    """One layer: attention and feed-forward, each behind a norm and beside a residual path."""

    def __init__(self, options: ModelOptions, layer: int) -> None:
        super().__init__()
        self.recompute = False  # whether activations are dropped and computed again in the backward pass
        self.input_layernorm = nn.RMSNorm(options.hidden, eps=options.norm_epsilon)
        self.self_attn = Attention(options, layer)
        self.post_attention_layernorm = nn.RMSNorm(options.hidden, eps=options.norm_epsilon)
        self.mlp = FeedForward(options)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor, context: Context) -> Tensor:
        """[rows, tokens, hidden] to the same shape."""
        if self.recompute and torch.is_grad_enabled():
            return checkpoint(self._layer, x, cosine, sine, context, use_reentrant=False)  # type: ignore[no-any-return]
        return self._layer(x, cosine, sine, context)

    def _layer(self, x: Tensor, cosine: Tensor, sine: Tensor, context: Context) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cosine, sine, context)
        return x + self.mlp(self.post_attention_layernorm(x))  # type: ignore[no-any-return]


class Decoder(nn.Module):
    """Embedding, layers and the last norm."""

    def __init__(self, options: ModelOptions, vocabulary: int) -> None:
        super().__init__()
        self.options = options
        self.embed_tokens = nn.Embedding(vocabulary, options.hidden)
        self.layers = nn.ModuleList(Block(options, layer) for layer in range(options.layers))
        self.norm = nn.RMSNorm(options.hidden, eps=options.norm_epsilon)

    def forward(self, ids: Tensor, positions: Tensor, context: Context) -> Tensor:
        """[rows, tokens] of ids and of positions in their documents to [rows, tokens, hidden]."""
        x = self.embed_tokens(ids)
        cosine, sine = (table.to(x.dtype) for table in rotations(positions, self.options))
        for layer in self.layers:
            x = layer(x, cosine, sine, context)
        return self.norm(x)  # type: ignore[no-any-return]


class CausalModel(nn.Module):
    """The decoder with its output layer."""

    def __init__(self, options: ModelOptions, vocabulary: int) -> None:
        """Make the layers; on the meta device this takes no memory, see pipeline.training.parallel."""
        super().__init__()
        self.model = Decoder(options, vocabulary)
        self.lm_head = nn.Linear(options.hidden, vocabulary, bias=False)

    def forward(self, ids: Tensor, positions: Tensor, context: Context, labels: Tensor | None = None) -> Tensor:
        """Losses of tokens, or logits.

        Args:
            ids: [rows, tokens].
            positions: [rows, tokens], from 0 in each document.
            context: what tokens may see.
            labels: [rows, tokens], the token to predict at each place, or IGNORED.

        Returns:
            With labels, fp32 cross-entropy in nats [rows x tokens], 0 where ignored; without, logits
            [rows, tokens, vocabulary].
        """
        x = self.model(ids, positions, context)
        if labels is None:
            return self.lm_head(x)  # type: ignore[no-any-return]
        return torch.cat(list(self._losses(x.flatten(0, 1), labels.flatten())))

    def blocks(self) -> list[Block]:
        """The layers in order."""
        return [layer for layer in self.model.layers if isinstance(layer, Block)]

    def _losses(self, x: Tensor, labels: Tensor) -> Iterator[Tensor]:
        """Losses of chunks of tokens. Logits of a chunk are computed again in the backward pass rather than kept."""
        if len(x) <= LOSS_CHUNK:
            yield self._chunk_losses(x, labels)
            return
        for part, of_part in zip(x.split(LOSS_CHUNK), labels.split(LOSS_CHUNK), strict=True):
            yield checkpoint(self._chunk_losses, part, of_part, use_reentrant=False)

    def _chunk_losses(self, x: Tensor, labels: Tensor) -> Tensor:
        return functional.cross_entropy(self.lm_head(x).float(), labels, ignore_index=IGNORED, reduction="none")


def rotations(positions: Tensor, options: ModelOptions) -> tuple[Tensor, Tensor]:
    """Cosines and sines of the rotary angles.

    Args:
        positions: [rows, tokens].
        options: with the base, and the factor that positions are divided by.

    Returns:
        Two fp32 tensors [rows, 1, tokens, head size], the second half of each equal to the first.
    """
    size = options.hidden // options.heads
    even = torch.arange(0, size, 2, dtype=torch.float32, device=positions.device)
    frequencies = 1.0 / (options.rope_base ** (even / size)) / options.rope_factor
    angles = positions[:, None, :, None].float() * frequencies
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos(), angles.sin()


def rotated(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turn each pair (i, i + half) of a head by the angles of its position."""
    first, second = x.chunk(2, dim=-1)
    return x * cosine + torch.cat((-second, first), dim=-1) * sine


def parameter_count(options: ModelOptions, vocabulary: int) -> int:
    """Parameters of a model, embedding and output layer included."""
    head = options.hidden // options.heads
    layer = 2 * options.hidden * options.hidden + 2 * options.hidden * head * options.kv_heads
    layer += 3 * options.hidden * options.feed_forward + 2 * options.hidden
    return options.layers * layer + options.hidden + 2 * vocabulary * options.hidden
