"""A repository as a set of shingles: its MinHash signature and its smallest shingle hashes, in constant memory."""

import numpy as np

from pipeline.config import Dedup
from pipeline.minhash.shingles import Hashes, shingle_blocks
from pipeline.minhash.short import short_signature
from pipeline.minhash.signature import empty_signature, update


class RepositorySketch:
    """Takes the texts of a repository one by one; the order does not matter, and shingles never cross texts.

    The signature finds candidates. The sketch verifies them: it holds the `sketch_size` smallest different shingle
    hashes (bottom-k, KMV), which is the whole set for a repository that has no more, and a uniform sample otherwise.
    """

    def __init__(self, options: Dedup) -> None:
        """Start with the empty set."""
        self._options = options
        self._values = empty_signature(options.permutations)
        self._smallest: Hashes = np.empty(0, dtype=np.uint64)
        self._is_whole = True
        self._waiting: Hashes = np.empty(2 * options.sketch_size, dtype=np.uint64)
        self._waiting_count = 0

    def add(self, text: bytes) -> bytes | None:
        """Add the shingles of a text; its own short signature, None where it has too few to be compared."""
        values = empty_signature(self._options.permutations)
        for hashes in shingle_blocks(text, self._options.ngram):
            update(values, hashes, self._options.seed)
            self._keep(hashes)
        np.minimum(self._values, values, out=self._values)
        return short_signature(values, self._options.min_shingles)

    @property
    def count(self) -> int:
        """Different shingles: exact up to the sketch size, the KMV estimate (k - 1) / (k-th smallest) above."""
        self._settle()
        if self._is_whole:
            return len(self._smallest)
        return round((len(self._smallest) - 1) / ((int(self._smallest[-1]) + 1) / 2**64))

    @property
    def signature(self) -> bytes | None:
        """MinHash values as little-endian uint32; None for a set too small to be compared."""
        return self._values.astype("<u4").tobytes() if self._is_comparable() else None

    @property
    def sketch(self) -> bytes | None:
        """Smallest shingle hashes, ascending, as little-endian uint64; None for a set too small to be compared."""
        return self._smallest.astype("<u8").tobytes() if self._is_comparable() else None

    def _is_comparable(self) -> bool:
        return self.count >= self._options.min_shingles

    def _keep(self, hashes: Hashes) -> None:
        """Put those hashes that can still be among the smallest where they wait for the next sort."""
        while True:
            if not self._is_whole:
                hashes = hashes[hashes < self._smallest[-1]]
            part = hashes[: len(self._waiting) - self._waiting_count]
            self._waiting[self._waiting_count : self._waiting_count + len(part)] = part
            self._waiting_count += len(part)
            hashes = hashes[len(part) :]
            if not len(hashes):
                return
            self._settle()

    def _settle(self) -> None:
        if not self._waiting_count:
            return
        merged = np.concatenate((self._smallest, self._waiting[: self._waiting_count]))
        merged.sort()
        distinct = merged[np.concatenate(([True], merged[1:] != merged[:-1]))]
        self._is_whole = self._is_whole and len(distinct) <= self._options.sketch_size
        self._smallest = distinct[: self._options.sketch_size].copy()
        self._waiting_count = 0


def similarity(first: bytes, second: bytes, size: int) -> tuple[float, float, float]:
    """Jaccard similarity of two sets, the share of the first that is in the second, and of the second in the first.

    Exact when both sketches are whole sets (fewer than `size` hashes); else estimated from the `size` smallest hashes
    of the union, a uniform sample of it: the standard error of a similarity j is sqrt(j (1 - j) / size), which at 0.7
    is 0.0036 for 16,384. A share is taken from those of the sample that are in its set: `size` times the set's part of
    the union.

    Args:
        first: sketch of one set.
        second: sketch of the other.
        size: the `sketch_size` both were made with.

    Raises:
        ValueError: a sketch is not a sequence of ascending 8-byte hashes.
    """
    a, b = _hashes(first), _hashes(second)
    if not len(a) or not len(b):
        return 0.0, 0.0, 0.0
    merged = np.concatenate((a, b))
    merged.sort(kind="stable")  # it takes two sorted halves as they are
    is_shared = merged[1:] == merged[:-1]
    if len(a) >= size or len(b) >= size:
        # Above the k-th smallest hash of the union, a cut-off sketch no longer tells what its set holds.
        union = merged[np.concatenate(([True], ~is_shared))]
        limit = union[min(size, len(union)) - 1]
        is_shared = is_shared[: np.searchsorted(merged, limit, side="right") - 1]
        a, b = a[: np.searchsorted(a, limit, side="right")], b[: np.searchsorted(b, limit, side="right")]
    shared = int(np.count_nonzero(is_shared))
    return shared / (len(a) + len(b) - shared), shared / max(1, len(a)), shared / max(1, len(b))


def _hashes(sketch: bytes) -> Hashes:
    if len(sketch) % 8:
        raise ValueError(f"a sketch has 8 bytes per hash, this one has {len(sketch)}")
    hashes = np.frombuffer(sketch, dtype="<u8")
    if not (hashes[1:] > hashes[:-1]).all():
        raise ValueError("the hashes of a sketch ascend, those of this one do not")
    return hashes
