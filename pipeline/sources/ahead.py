"""Work that waits for others: some of it under way at a time, its results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

REQUESTS = 8  # at a time: what is waited for is the way to the store, not this machine

One = TypeVar("One")
Other = TypeVar("Other")


def ahead(items: Iterable[One], work: Callable[[One], Other]) -> Iterator[tuple[One, Other]]:
    """Each item with what `work` makes of it, in their order; it is under way for REQUESTS of them at a time."""
    waiting: deque[tuple[One, Future[Other]]] = deque()
    with ThreadPoolExecutor(REQUESTS) as pool:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) >= REQUESTS:
                done, result = waiting.popleft()
                yield done, result.result()
        while waiting:
            done, result = waiting.popleft()
            yield done, result.result()
