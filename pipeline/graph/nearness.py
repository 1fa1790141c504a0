"""How much of what a file depends on is still in sight when it is read, and a random order to compare with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate

import numpy as np


def near_count(
    order: Sequence[str], sizes: Mapping[str, int], edges: Collection[tuple[str, str]], window_bytes: int
) -> int:
    """Count the dependencies whose two files lie whole within one window when the files are laid out in order.

    Args:
        order: paths of one component.
        sizes: bytes of each file, header included.
        edges: (src, dst) pairs between these paths, src depending on dst; their number is the total.
        window_bytes: estimated bytes of text in a training window.
    """
    ends = dict(zip(order, accumulate(sizes[path] for path in order), strict=True))
    return near_edges([(ends[path] - sizes[path], ends[path]) for pair in edges for path in pair], window_bytes)


def near_edges(extents: Sequence[tuple[int, int]], window_bytes: int) -> int:
    """Count the pairs of (start, end) extents, two following each other making a pair, that fit into a window."""
    if not extents:
        return 0
    pairs = np.asarray(extents, dtype=np.int64).reshape(-1, 2, 2)
    return int(np.count_nonzero(pairs[:, :, 1].max(axis=1) - pairs[:, :, 0].min(axis=1) <= window_bytes))


def shuffled(paths: Iterable[str], salt: str) -> list[str]:
    """Paths in an order that looks random but depends on nothing but the paths and the salt."""
    return sorted(paths, key=lambda path: (sha256(f"{salt}\0{path}".encode(errors="surrogatepass")).digest(), path))
