"""How the repositories of a run are spread over tasks."""

import heapq
from collections.abc import Sequence

from pipeline.sources.raw_file import SourceRef


def spread(sources: Sequence[SourceRef], bytes_per_task: int) -> list[list[SourceRef]]:
    """Bins of sources of about `bytes_per_task` each: the largest first into the emptiest bin; scattered ones apart.

    The result depends on the sources alone, never on cores, executors or the order of the arguments. A source larger
    than `bytes_per_task` fills a bin of its own. Bins come largest first, so that the long tasks start first; those of
    scattered sources are the last.
    """
    alike = [[source for source in sources if source.is_scattered == scattered] for scattered in (False, True)]
    return [bin_ for some in alike if some for bin_ in _spread(some, bytes_per_task)]


def _spread(sources: Sequence[SourceRef], bytes_per_task: int) -> list[list[SourceRef]]:
    total = sum(source.bytes for source in sources)
    count = max(1, min(len(sources), -(-total // bytes_per_task)))
    loads = [(0, number) for number in range(count)]
    bins: list[list[SourceRef]] = [[] for _ in range(count)]
    for source in sorted(sources, key=lambda source: (-source.bytes, source.repo)):
        load, number = heapq.heappop(loads)
        bins[number].append(source)
        heapq.heappush(loads, (load + max(1, source.bytes), number))
    filled = [sorted(bin_, key=lambda source: source.repo) for bin_ in bins if bin_]
    return sorted(filled, key=lambda bin_: (-sum(source.bytes for source in bin_), bin_[0].repo))
