"""MinHash signatures, equal bit for bit to datasketch's `affine32` scheme over the low halves of shingle hashes."""

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel
from pipeline.minhash.shingles import Hashes

Values = npt.NDArray[np.uint32]
SCHEME = "affine32"
EMPTY = np.uint32(0xFFFFFFFF)
BLOCK = 2048  # hashes mixed at once: they stay in the fastest cache while every permutation passes over them

MIX_1 = np.uint32(0x85EBCA6B)
MIX_2 = np.uint32(0xC2B2AE35)
SHIFTS = np.array([16, 13, 16], dtype=np.uint32)


def empty_signature(permutations: int) -> Values:
    """The signature of the empty set."""
    return np.full(permutations, EMPTY, dtype=np.uint32)


def update(signature: Values, hashes: Hashes, seed: int) -> None:
    """Add shingles to a signature, in place."""
    if len(hashes):
        a, b = permutations(len(signature), seed)
        kernel()(signature, hashes.astype(np.uint32), a, b)


@cache
def permutations(count: int, seed: int) -> tuple[Values, Values]:
    """Datasketch's own constants a and b of the permutations a*h + b mod 2**32."""
    from datasketch import MinHash

    a, b = MinHash(num_perm=count, seed=seed, scheme=SCHEME).permutations
    return np.ascontiguousarray(a, dtype=np.uint32), np.ascontiguousarray(b, dtype=np.uint32)


@cache
def kernel() -> Callable[[Values, Values, Values, Values], None]:
    """The function that adds hashes to a signature: compiled, or the numpy twin."""
    one = np.zeros(1, dtype=np.uint32)
    return compile_kernel(_update_loop, one.copy(), one, one, one) or update_numpy


def update_numpy(signature: Values, hashes: Values, a: Values, b: Values) -> None:
    """Add hashes to a signature, in place; memory bounded by blocks."""
    for start in range(0, len(hashes), BLOCK):
        values = a[:, None] * _premixed(hashes[start : start + BLOCK])
        values += b[:, None]
        np.minimum(signature, values.min(axis=1), out=signature)


def _premixed(hashes: Values) -> Values:
    """Datasketch's mixing of the input: MurmurHash3's 32-bit finalizer."""
    h = (hashes ^ (hashes >> SHIFTS[0])) * MIX_1
    h = (h ^ (h >> SHIFTS[1])) * MIX_2
    return np.asarray(h ^ (h >> SHIFTS[2]), dtype=np.uint32)


def _update_loop(signature: Values, hashes: Values, a: Values, b: Values) -> None:
    """Plain code for the compiler: one permutation over a block at a time, so that its minimum stays in a register."""
    mixed = np.empty(BLOCK, dtype=np.uint32)
    for start in range(0, len(hashes), BLOCK):
        size = min(BLOCK, len(hashes) - start)
        for i in range(size):
            h = hashes[start + i]
            h = np.uint32((h ^ (h >> SHIFTS[0])) * MIX_1)
            h = np.uint32((h ^ (h >> SHIFTS[1])) * MIX_2)
            mixed[i] = h ^ (h >> SHIFTS[2])
        for k in range(len(signature)):
            least = signature[k]
            for i in range(size):
                least = min(least, np.uint32(a[k] * mixed[i] + b[k]))
            signature[k] = least
