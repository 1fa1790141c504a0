"""How much of what a file depends on is still in sight when it is read, and a random order to compare with."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar

File = TypeVar("File", bound=Hashable)


def near_count(
    order: Sequence[File], sizes: Mapping[File, int], edges: Iterable[tuple[File, File]], window_bytes: int
) -> int:
    """Count the dependencies whose two files lie whole within one window when the files are laid out in order.

    Args:
        order: files of one component.
        sizes: bytes of each file, header included.
        edges: pairs of these files, one depending on the other; their number is the total.
        window_bytes: estimated bytes of text in a training window.
    """
    return sum(1 for _ in near_edges(order, sizes, edges, window_bytes))


def near_edges(
    order: Sequence[File], sizes: Mapping[File, int], edges: Iterable[tuple[File, File]], window_bytes: int
) -> Iterator[tuple[File, File]]:
    """The dependencies that near_count counts."""
    ends = dict(zip(order, accumulate(sizes[file] for file in order), strict=True))
    for one, two in edges:
        if max(ends[one], ends[two]) - min(ends[one] - sizes[one], ends[two] - sizes[two]) <= window_bytes:
            yield one, two


def shuffled(paths: Iterable[str], salt: str) -> list[str]:
    """Paths in an order that looks random but depends on nothing but the paths and the salt."""
    return sorted(paths, key=lambda path: (sha256(f"{salt}\0{path}".encode(errors="surrogatepass")).digest(), path))
