"""CPU seconds of a process and all that it started, also where those are not waited for."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree_cpu(root: int) -> float:
    """Seconds of a process, its descendants that live, and those of theirs that were waited for."""
    seconds: dict[int, float] = {}
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        pid = int(path.parent.name)
        parents[pid] = int(fields[1])
        seconds[pid] = sum(map(int, fields[11:15])) / TICKS
    return sum(value for pid, value in seconds.items() if _is_below(pid, root, parents))


def _is_below(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid != root and pid in parents:
        pid = parents[pid]
    return pid == root
