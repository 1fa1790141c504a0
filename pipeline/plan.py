"""How the repositories of a run are spread over tasks, and whether one machine is enough for them."""

import heapq
from collections.abc import Sequence

from pipeline.sources.raw_file import SourceRef

# The last tasks are small, so that cores which are done early find something to do while the others end: an eighth of
# the input, and no more than what some hundred cores can be busy with.
TAIL, MOST_IN_TAIL, SMALLER = 8, 64, 4
# A corpus with more goes to Spark: the list of files, its documents and names are held in memory without it.
MOST_REPOSITORIES = 20_000
MOST_BYTES = 8 << 30  # of input


def fits_here(sources: Sequence[SourceRef], limit: int) -> bool:
    """Whether this machine alone can make a corpus of some sources, which have less than `limit` bytes if it can."""
    return sum(source.bytes for source in sources) < limit and len(sources) <= MOST_REPOSITORIES and \
        not any(source.is_scattered for source in sources)


def spread(sources: Sequence[SourceRef], bytes_per_task: int) -> list[list[SourceRef]]:
    """Bins of sources of about `bytes_per_task` each: the largest first into the emptiest bin; scattered ones apart.

    Bins for the last eighth of many bytes are a quarter as large. The result depends on the sources alone, never on
    cores, executors or the order of the arguments. A source larger than `bytes_per_task` fills a bin of its own. Bins
    come largest first, so that the long tasks start first; those of scattered sources are the last.
    """
    alike = [[source for source in sources if source.is_scattered == scattered] for scattered in (False, True)]
    return [bin_ for some in alike if some for bin_ in _spread(some, bytes_per_task)]


def _spread(sources: Sequence[SourceRef], bytes_per_task: int) -> list[list[SourceRef]]:
    shares = _shares(sum(source.bytes for source in sources), bytes_per_task)[:max(1, len(sources))]
    loads = [(0, number) for number in range(len(shares))]
    bins: list[list[SourceRef]] = [[] for _ in shares]
    for source in sorted(sources, key=lambda source: (-source.bytes, source.repo)):
        load, number = heapq.heappop(loads)
        bins[number].append(source)
        heapq.heappush(loads, (load + shares[number] * max(1, source.bytes), number))
    filled = [sorted(bin_, key=lambda source: source.repo) for bin_ in bins if bin_]
    return sorted(filled, key=lambda bin_: (-sum(source.bytes for source in bin_), bin_[0].repo))


def _shares(total: int, bytes_per_task: int) -> list[int]:
    """For each bin how many of it are as large as a whole one."""
    tail = min(total // TAIL, MOST_IN_TAIL * bytes_per_task) if total > 2 * bytes_per_task else 0
    whole, small = -(-(total - tail) // bytes_per_task), -(-tail * SMALLER // bytes_per_task)
    return [1] * max(1, whole) + [SMALLER] * small
