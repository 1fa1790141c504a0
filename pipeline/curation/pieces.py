"""Where a repository is divided whose files' facts are more than may be in memory at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain

from pipeline.curation.examine import Examined
from pipeline.parsing.parsed_file import ParsedFile

# What a file takes until its rows are written, measured on the sources of transformers, sympy, scipy, networkx and
# torch (17,959 files, 6 dependencies each: 12.4 kB a file), graph and orders included; imports take most of it.
FILE_BYTES, IMPORT_BYTES, NAME_BYTES, PATH_BYTES = 4000, 800, 100, 4
# What a path of a divided repository takes all the while, in the tables over them (pipeline.imports.index.Paths).
LISTED_BYTES = 700


def memory(file: Examined) -> int:
    """Bytes that a file takes about, from its content alone: the same on every machine."""
    return FILE_BYTES + PATH_BYTES * len(file.path) + (0 if file.parsed is None else _parsed(file.parsed))


def room(limit: int, files: int) -> int:
    """Bytes for a piece of a repository of so many files: those of the limit that their paths leave, at least half."""
    return max(limit // 2, limit - LISTED_BYTES * files)


def _parsed(parsed: ParsedFile) -> int:
    names = len(parsed.packages) + len(parsed.defines) + len(parsed.uses)
    names += sum(len(statement.names) for statement in parsed.imports)
    return IMPORT_BYTES * len(parsed.imports) + NAME_BYTES * names + sum(_parsed(part) for _, part in parsed.code)


def borders(paths: Sequence[str], weights: Sequence[int], limit: int) -> list[int]:
    """The places of the first file of each piece but the first.

    Pieces are neighbours in the order of paths, so that a folder's files stand together. Each has `limit` at most and
    half of that at least, but for the last and those before a path that is too much; between these it ends where the
    two files beside the border have the fewest folders in common, of several such places at the last. Rows of the same
    path are never parted, so that they, or a single file above the limit, may be more. O(n log n).

    Args:
        paths: sorted; one may come several times.
        weights: bytes of each.
        limit: bytes of a piece.
    """
    before = [0, *accumulate(weights)]
    found, start = [], 0
    while before[-1] - before[start] > limit:
        last = max(start + 1, bisect_right(before, before[start] + limit) - 1)
        first = min(last, max(start + 1, bisect_left(before, before[start] + limit / 2)))
        places = [place for place in range(first, last + 1) if _is_border(paths, place)]
        if places:
            start = min(places, key=lambda place: (_shared(paths[place - 1], paths[place]), -place))
        else:
            around = chain(range(first - 1, start, -1), range(last, len(paths)))
            start = next((place for place in around if _is_border(paths, place)), len(paths))
        if start == len(paths):
            break
        found.append(start)
    return found


def _is_border(paths: Sequence[str], place: int) -> bool:
    return place < len(paths) and paths[place - 1] != paths[place]


def _shared(first: str, second: str) -> int:
    """Folders that two paths have in common, from the root."""
    ours, theirs = first.split("/")[:-1], second.split("/")[:-1]
    return next((depth for depth, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
                min(len(ours), len(theirs)))
