"""What a file depends on and how much of it is in sight when it is read, and a random order to compare with."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar

MOST_MISSES = 100  # files in a row that do not fit, before no more are tried

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


def read_before(
    path: str, groups: Mapping[str, int | str], needs: Mapping[str, Collection[str]], room: int,
    size: Callable[[str], int],
) -> tuple[str, ...]:
    """Choose the files of a repository that are worth reading before one of them, in the order of its documents.

    Files are taken by nearness, dependencies by the steps to them, then what else stands before the file in its
    document, last first, as long as they fit.

    Args:
        path: the file.
        groups: the document of every file of the repository, in the order of the documents.
        needs: the files that each file depends on.
        room: what the chosen files may take together, in units of `size`.
        size: of a file by path; asked once for each candidate, until the room is used up or MOST_MISSES in a row do
            not fit.
    """
    order = {name: place for place, name in enumerate(groups)}
    seen, found, layer = {path}, [], [path]
    while layer:
        following = sorted({name for each in layer for name in needs.get(each, ())} - seen, key=order.__getitem__)
        seen.update(following)
        found += following[::-1]
        layer = following
    others = [name for name, group in groups.items()
              if name not in seen and group == groups[path] and order[name] < order[path]]
    chosen: list[str] = []
    misses = 0
    for name in [*found, *others[::-1]]:
        if room <= 0 or misses == MOST_MISSES:
            break
        taken = size(name)
        misses = 0 if taken <= room else misses + 1
        if taken <= room:
            chosen.append(name)
            room -= taken
    return tuple(sorted(chosen, key=order.__getitem__))
