"""CPU seconds of a process and all that it started, also where those are not waited for.

The kernel adds the time of a child to its parent's when the parent waits for it. The daemon of pyspark does not: it
ignores SIGCHLD, so that the time of a Python worker that ends before its daemon is in no sum. `counted` looks at such
processes while they live.
"""

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
SUBREAPER = 36  # prctl: processes whose parents have ended become ours, and we wait for them
SIGCHLD = 1 << 16  # in the mask of signals
BETWEEN_LOOKS = 0.05  # seconds; of a process that nobody waits for, what it does after the last look is not counted
BETWEEN_WAITS = 0.02


@dataclass(frozen=True, slots=True)
class Seen:
    """A process as it was last seen: its parent, and CPU seconds of its own and of its children that it waited for."""

    parent: int
    seconds: float


def counted(
    command: Sequence[str], between: float = BETWEEN_LOOKS, look: Callable[[Collection[int]], None] | None = None,
    **options: Any,
) -> tuple[float, str]:
    """Run a command; CPU seconds of it and of all its descendants, and what it says on standard output.

    This process may have no other children meanwhile.

    Args:
        command: what to run.
        between: seconds between two looks at its processes; one takes one or two milliseconds of a core.
        look: called with the ids of the processes at each look.
        options: those of subprocess.Popen.

    Raises:
        CalledProcessError: it ended with another status than 0.
    """
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    seen: dict[int, Seen] = {}
    deaf: set[int] = set()
    waited: dict[int, float] = {}
    status, due = 0, 0.0
    with TemporaryFile() as output:
        first = subprocess.Popen(command, stdout=output, **options)
        while True:
            try:
                pid, state, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid:
                waited[pid] = waited.get(pid, 0) + usage.ru_utime + usage.ru_stime
                status = state if pid == first.pid else status
                continue
            if time.monotonic() >= due:
                found = descendants(os.getpid())
                seen |= found
                deaf |= {pid for pid in {one.parent for one in seen.values()} - deaf if _ignores_children(pid)}
                if look is not None:
                    look(found)
                due = time.monotonic() + between
            time.sleep(min(BETWEEN_WAITS, between))
        first.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode()
    if first.returncode:
        raise subprocess.CalledProcessError(first.returncode, list(command), said)
    return sum(waited.values()) + lost(seen, waited, deaf), said


def lost(seen: Mapping[int, Seen], waited: Collection[int], deaf: Collection[int]) -> float:
    """CPU seconds of processes that are in no sum: their parents ignore the end of children, and we did not wait.

    Args:
        seen: every process as it was last seen.
        waited: processes that this one waited for.
        deaf: processes that ignore SIGCHLD.
    """
    return sum(one.seconds for pid, one in seen.items() if pid not in waited and one.parent in deaf)


def tree_cpu(root: int) -> float:
    """Seconds of a process, its descendants that live, and those of theirs that were waited for."""
    found = _processes()
    return sum(one.seconds for pid, one in found.items() if _is_below(pid, root, found))


def descendants(root: int) -> dict[int, Seen]:
    """The processes that a process started and those started, that live."""
    found = _processes()
    return {pid: one for pid, one in found.items() if pid != root and _is_below(pid, root, found)}


def _processes() -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if fields[0] != "Z":  # its times go to whoever waits for it
            found[int(path.parent.name)] = Seen(int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    return found


def _is_below(pid: int, root: int, found: Mapping[int, Seen]) -> bool:
    while pid != root and pid in found:
        pid = found[pid].parent
    return pid == root


def _ignores_children(pid: int) -> bool:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return False
    masks = dict(line.split(":", 1) for line in lines)
    return bool(int(masks["SigIgn"], 16) & SIGCHLD)
