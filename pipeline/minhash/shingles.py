"""Shingles: the n-grams of a text's tokens as 64-bit hashes.

Tokens are the longest runs of ASCII letters, digits, `_` and bytes from 0x80 up, as StarCoder's deduplication splits
text, without its empty tokens. A shingle is n tokens in a row, separators not counted; a text of fewer tokens than n is
one shingle. Two implementations give the same hashes: a compiled one and, where numba is missing, one in numpy.
"""

import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

# Polynomial hash of a token's bytes, mixed; then a polynomial over the tokens of a shingle, mixed again. Odd constants.
BYTE_STEP = np.uint64(0x9E3779B97F4A7C15)
TOKEN_STEP = np.uint64(0xD6E8FEB86659FD93)
MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
SHIFT = np.uint64(33)

IN_TOKEN = np.zeros(256, dtype=np.bool_)
IN_TOKEN[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] = True
IN_TOKEN[0x80:] = True


def shingle_hashes(text: bytes, n: int) -> Hashes:
    """Hashes of the n-token shingles of a text, in order, repeats included; none for a text without tokens."""
    data = np.frombuffer(text, dtype=np.uint8)
    if not len(data):
        return np.empty(0, dtype=np.uint64)
    return _combine(_kernel()(data, IN_TOKEN), n)


def token_hashes_numpy(data: npt.NDArray[np.uint8], in_token: npt.NDArray[np.bool_]) -> Hashes:
    """Hashes of the tokens of a text, in order: the twin of the compiled kernel, and its measure in the tests."""
    inside = np.concatenate(([False], in_token[data], [False]))
    starts = np.flatnonzero(inside[1:] & ~inside[:-1])
    ends = np.flatnonzero(~inside[1:] & inside[:-1])
    lengths = ends - starts
    hashes = np.zeros(len(starts), dtype=np.uint64)
    longest = int(lengths.max(initial=0))
    active = np.arange(len(starts))
    for place in range(longest):
        active = active[lengths[active] > place]
        hashes[active] = (hashes[active] + data[starts[active] + place] + np.uint64(1)) * BYTE_STEP
    return _mixed(hashes)


def _combine(tokens: Hashes, n: int) -> Hashes:
    size = min(n, len(tokens))
    if not size:
        return tokens
    count = len(tokens) - size + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        hashes += tokens[place : place + count]
        hashes *= TOKEN_STEP
    return _mixed(hashes)


def _mixed(hashes: Hashes) -> Hashes:
    """MurmurHash3's finalizer, in place: every input bit reaches every output bit."""
    hashes ^= hashes >> SHIFT
    hashes *= MIX_1
    hashes ^= hashes >> SHIFT
    hashes *= MIX_2
    hashes ^= hashes >> SHIFT
    return hashes


def _token_loop(data: Any, in_token: Any) -> Any:
    """Plain code for the compiler: the same as token_hashes_numpy in one pass over the bytes."""
    hashes = np.empty(len(data) // 2 + 1, dtype=np.uint64)
    count = 0
    value = np.uint64(0)
    inside = False
    for byte in data:
        if in_token[byte]:
            value = (value + np.uint64(byte) + np.uint64(1)) * BYTE_STEP
            inside = True
        elif inside:
            hashes[count] = value
            count += 1
            value = np.uint64(0)
            inside = False
    if inside:
        hashes[count] = value
        count += 1
    found = hashes[:count].copy()
    for i in range(count):
        h = found[i]
        h ^= h >> SHIFT
        h *= MIX_1
        h ^= h >> SHIFT
        h *= MIX_2
        h ^= h >> SHIFT
        found[i] = h
    return found


@cache
def _kernel() -> Callable[[Any, Any], Hashes]:
    compiled = compile_kernel(_token_loop)
    return token_hashes_numpy if compiled is None else compiled


def compile_kernel(function: Callable[..., Any]) -> Callable[..., Any] | None:
    """The function compiled by numba, kept on disk for the next process; None where numba is missing."""
    if "NUMBA_CACHE_DIR" not in os.environ and not os.access(Path(__file__).parent, os.W_OK):
        os.environ["NUMBA_CACHE_DIR"] = str(Path(tempfile.gettempdir()) / f"repomill-numba-{os.getuid()}")
    try:
        import numba
    except ImportError:
        return None
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    return compiled
