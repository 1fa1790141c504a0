"""How many cores there are to work on."""

import os


def cores() -> int:
    """Cores that this process may use: fewer than the machine has where it is pinned to some (taskset, containers)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
