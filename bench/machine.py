"""What the machine itself gains from a second core: the ceiling of any measure of scaling on it."""

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context

STEPS = 30_000_000  # of a loop without memory: about a second


def pinned(cores: Sequence[int]) -> Callable[[], None]:
    """What makes a process that is about to start, and all that it starts, run on these cores alone."""
    return partial(os.sched_setaffinity, 0, cores)


def two_against_one(steps: int = STEPS, repeats: int = 5) -> float:
    """How many times as much two pure Python processes on a core each do as one alone; 2 on an idle, ideal machine.

    The best of each is compared, as whatever else runs only takes away.

    Raises:
        SystemExit: there is one core only.
    """
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        raise SystemExit("one core only: there is nothing to compare")
    alone = min(_seconds(cores[:1], steps) for _ in range(repeats))
    return 2 * alone / min(_seconds(cores, steps) for _ in range(repeats))


def _seconds(cores: Sequence[int], steps: int) -> float:
    """Wall seconds until processes pinned to a core each have done their steps, that of the slowest."""
    context = get_context("fork")
    barrier, found = context.Barrier(len(cores)), context.SimpleQueue()

    def work(core: int) -> None:
        os.sched_setaffinity(0, [core])
        barrier.wait()
        started, number = time.perf_counter(), 0
        for step in range(steps):
            number += step
        found.put(time.perf_counter() - started)

    processes = [context.Process(target=work, args=(core,)) for core in cores]
    for process in processes:
        process.start()
    seconds: list[float] = [found.get() for _ in processes]
    for process in processes:
        process.join()
    return max(seconds)
