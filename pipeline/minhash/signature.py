"""MinHash signatures, equal bit for bit to datasketch's `affine32` scheme over the low halves of shingle hashes."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.minhash.shingles import Hashes, compile_kernel

Values = npt.NDArray[np.uint32]
SCHEME = "affine32"
EMPTY = np.uint32(0xFFFFFFFF)
BLOCK = 4096


def empty_signature(permutations: int) -> Values:
    """The signature of the empty set."""
    return np.full(permutations, EMPTY, dtype=np.uint32)


def update(signature: Values, hashes: Hashes, seed: int) -> None:
    """Add shingles to a signature, in place."""
    if len(hashes):
        a, b = permutations(len(signature), seed)
        _kernel()(signature, hashes.astype(np.uint32), a, b)


@cache
def permutations(count: int, seed: int) -> tuple[Values, Values]:
    """datasketch's own constants a and b of the permutations a*h + b mod 2**32."""
    from datasketch import MinHash

    a, b = MinHash(num_perm=count, seed=seed, scheme=SCHEME).permutations
    return np.ascontiguousarray(a, dtype=np.uint32), np.ascontiguousarray(b, dtype=np.uint32)


def update_numpy(signature: Values, hashes: Values, a: Values, b: Values) -> None:
    """The twin of the compiled kernel, and its measure in the tests; memory bounded by blocks."""
    for start in range(0, len(hashes), BLOCK):
        mixed = _premixed(hashes[start : start + BLOCK])
        np.minimum(signature, (mixed[:, None] * a + b).min(axis=0), out=signature)


def _premixed(hashes: Values) -> Values:
    """datasketch's mixing of the input: MurmurHash3's 32-bit finalizer."""
    h = hashes ^ (hashes >> np.uint32(16))
    h = h * np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h = h * np.uint32(0xC2B2AE35)
    return np.asarray(h ^ (h >> np.uint32(16)), dtype=np.uint32)


def _update_loop(signature: Any, hashes: Any, a: Any, b: Any) -> None:
    """Plain code for the compiler: the inner loop runs over permutations, so that it becomes vector instructions."""
    for value in hashes:
        h = value ^ (value >> np.uint32(16))
        h = np.uint32(h * np.uint32(0x85EBCA6B))
        h ^= h >> np.uint32(13)
        h = np.uint32(h * np.uint32(0xC2B2AE35))
        h ^= h >> np.uint32(16)
        for k in range(len(a)):
            v = np.uint32(a[k] * h + b[k])
            if v < signature[k]:
                signature[k] = v


@cache
def _kernel() -> Callable[[Any, Any, Any, Any], None]:
    return compile_kernel(_update_loop) or update_numpy
