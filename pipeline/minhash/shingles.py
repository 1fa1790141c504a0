"""Shingles: the n-grams of a text's tokens as 64-bit hashes.

Tokens are the longest runs of ASCII letters, digits, `_` and bytes from 0x80 up, as StarCoder's deduplication splits
text, without its empty tokens. A shingle is n tokens in a row, separators not counted; a text of fewer tokens than n is
one shingle. Two implementations give the same hashes: a compiled one and, where numba is missing, one in numpy.
"""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]

BLOCK = 1 << 18  # bytes of text hashed at once: what is held meanwhile fits a core's cache

# Polynomial hash of a token's bytes, mixed; then a polynomial over the tokens of a shingle, mixed again. Odd constants.
BYTE_STEP = np.uint64(0x9E3779B97F4A7C15)
TOKEN_STEP = np.uint64(0xD6E8FEB86659FD93)
BYTE_STEP_INVERSE = np.uint64(pow(int(BYTE_STEP), -1, 2**64))
MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
SHIFT = np.uint64(33)
ONE = np.uint64(1)

IN_TOKEN = np.zeros(256, dtype=np.bool_)
IN_TOKEN[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] = True
IN_TOKEN[0x80:] = True


def shingle_hashes(text: bytes, n: int) -> Hashes:
    """Hashes of the n-token shingles of a text, in order, repeats included; none for a text without tokens."""
    return np.concatenate([np.empty(0, dtype=np.uint64), *shingle_blocks(text, n)])


def shingle_blocks(text: bytes, n: int, block: int = BLOCK) -> Iterator[Hashes]:
    """The same in parts, so that a text of any length takes the memory of about one block.

    Args:
        text: bytes of a file.
        n: tokens per shingle, at least 1.
        block: bytes of text per part; a token that a block's end would cut belongs to that block.
    """
    hash_tokens, join_tokens = kernels()
    data = np.frombuffer(text, dtype=np.uint8)
    tokens = np.empty(0, dtype=np.uint64)
    is_short = True
    start = 0
    while start < len(data):
        end = _token_end(data, start + block)
        found = np.empty(min(end - start, block) // 2 + 2, dtype=np.uint64)
        count = hash_tokens(data[start:end], IN_TOKEN, found)
        tokens = np.concatenate((tokens, found[:count]))
        if len(tokens) >= n:
            is_short = False
            yield join_tokens(tokens, n)
            tokens = tokens[len(tokens) - n + 1 :]  # the next block's first shingles begin with these
        start = end
    if is_short and len(tokens):
        yield join_tokens(tokens, len(tokens))


def _token_end(data: Bytes, place: int) -> int:
    """First place from `place` on where no token is cut."""
    while place < len(data):
        outside = np.flatnonzero(~IN_TOKEN[data[place : place + 4096]])
        if len(outside):
            return place + int(outside[0])
        place += 4096
    return len(data)


@cache
def kernels() -> tuple[Callable[[Bytes, Flags, Hashes], int], Callable[[Hashes, int], Hashes]]:
    """Functions that hash tokens and join their hashes: compiled, or the numpy twins."""
    tokens = np.zeros(2, dtype=np.uint64)
    hash_tokens = compile_kernel(_hash_tokens_loop, np.frombuffer(b"a", dtype=np.uint8), IN_TOKEN, tokens)
    join_tokens = compile_kernel(_join_tokens_loop, tokens, 2)
    return hash_tokens or hash_tokens_numpy, join_tokens or join_tokens_numpy


def hash_tokens_numpy(data: Bytes, in_token: Flags, found: Hashes) -> int:
    """Write the hashes of a text's tokens to `found`, in order, and return their number."""
    inside = np.concatenate(([False], in_token[data], [False]))
    starts = np.flatnonzero(inside[1:] & ~inside[:-1])
    ends = np.flatnonzero(~inside[1:] & inside[:-1])
    # A token's polynomial is the difference of two prefix sums, moved to the token's place by a power of the step.
    falling, rising = _powers(BYTE_STEP_INVERSE, len(data)), _powers(BYTE_STEP, len(data))
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum((data + ONE) * falling[:-1], dtype=np.uint64)))
    found[: len(starts)] = mixed((sums[ends] - sums[starts]) * rising[ends])
    return len(starts)


def join_tokens_numpy(tokens: Hashes, n: int) -> Hashes:
    """Hashes of every n tokens in a row; n is at most their number."""
    count = len(tokens) - n + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(n):
        hashes += tokens[place : place + count]
        hashes *= TOKEN_STEP
    return mixed(hashes)


def _powers(base: np.uint64, highest: int) -> Hashes:
    factors = np.full(highest + 1, base, dtype=np.uint64)
    factors[0] = ONE
    return np.cumprod(factors, dtype=np.uint64)


def mixed(hashes: Hashes) -> Hashes:
    """MurmurHash3's finalizer, in place: every input bit reaches every output bit."""
    hashes ^= hashes >> SHIFT
    hashes *= MIX_1
    hashes ^= hashes >> SHIFT
    hashes *= MIX_2
    hashes ^= hashes >> SHIFT
    return hashes


def _hash_tokens_loop(data: Bytes, in_token: Flags, found: Hashes) -> int:
    """Plain code for the compiler: the same as hash_tokens_numpy in one pass over the bytes."""
    count = 0
    value = np.uint64(0)
    inside = False
    for byte in data:
        if in_token[byte]:
            value = (value + np.uint64(byte) + ONE) * BYTE_STEP
            inside = True
        elif inside:
            found[count] = value
            count += 1
            value = np.uint64(0)
            inside = False
    if inside:
        found[count] = value
        count += 1
    for i in range(count):
        h = found[i]
        h = (h ^ (h >> SHIFT)) * MIX_1
        h = (h ^ (h >> SHIFT)) * MIX_2
        found[i] = h ^ (h >> SHIFT)
    return count


def _join_tokens_loop(tokens: Hashes, n: int) -> Hashes:
    """Plain code for the compiler: the same as join_tokens_numpy."""
    hashes = np.empty(len(tokens) - n + 1, dtype=np.uint64)
    for i in range(len(hashes)):
        h = np.uint64(0)
        for place in range(n):
            h = (h + tokens[i + place]) * TOKEN_STEP
        h = (h ^ (h >> SHIFT)) * MIX_1
        h = (h ^ (h >> SHIFT)) * MIX_2
        hashes[i] = h ^ (h >> SHIFT)
    return hashes
