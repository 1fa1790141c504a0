"""How time and memory grow with cores and with data: full runs on one core and two, and on five times as much data.

Run: python -m bench.bench_scale OUT [MIB]. Makes archives of 2 MiB from the sources of the environment, MIB (64) in all
and 5 times as many, curates them with `repomill curate`, and writes OUT/scale.md and OUT/scale.png: wall seconds, CPU
seconds of all processes, the largest Python worker, and the load of the machine, without which wall times say little.
"""

import os
import sys
import tarfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bench_memory import build
from bench.bench_refresh import measured
from pipeline.config import MIB

REPOSITORY_BYTES = 2 * MIB
TIMES = 5
BETWEEN_LOOKS = 0.2
LEAST_SPEEDUP, MOST_GROWTH, MOST_MEMORY = 1.9, 5.3, 1.25
COLUMNS = ("cores", "MiB", "wall s", "CPU s", "largest worker MiB", "load before")


@dataclass(frozen=True)
class Point:
    """One run: cores, MiB of input, seconds of wall and of processors, MiB of the largest worker, load before."""

    cores: int
    mib: int
    wall: float
    cpu: float
    worker: float
    load: float


def main() -> None:
    """Measure, write table and plot; fail above a limit."""
    out, mib = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 64
    out.mkdir(parents=True, exist_ok=True)
    points = []
    with TemporaryDirectory(prefix="repomill-scale-") as name:
        root = Path(name)
        for size in (mib, TIMES * mib):
            archives(root, size * MIB)
            for cores in (1, 2) if size == mib else (2,):
                points.append(point(root, cores, size))
                print(row(points[-1]), flush=True)
    figures, broken = judged(points)
    (out / "scale.md").write_text("\n".join([*table(points), "", *figures, ""]))
    plot(points, out / "scale.png")
    print("\n".join(figures))
    if broken:
        raise SystemExit("above a limit; on a busy machine wall times always are")


def archives(root: Path, size: int) -> None:
    """Put archives of sources into root/in, in place of those that are there."""
    with TemporaryDirectory(dir=root) as folder:
        build(Path(folder), size)
        shares: dict[int, list[Path]] = defaultdict(list)
        before = 0
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            shares[before // REPOSITORY_BYTES].append(path)
            before += path.stat().st_size
        (root / "in").mkdir(exist_ok=True)
        for number, paths in shares.items():
            with tarfile.open(root / "in" / f"r{number:04d}.tar", "w") as archive:
                for path in paths:
                    archive.add(path, f"r/{path.relative_to(folder)}")


def point(root: Path, cores: int, mib: int) -> Point:
    """One full run."""
    load, started = os.getloadavg()[0], time.monotonic()
    with largest_worker() as peak:
        cpu, _ = measured("curate", root / "in", "--out", root / "out", "--overwrite", "--master", f"local[{cores}]")
    return Point(cores, mib, time.monotonic() - started, cpu, peak(), load)


@contextmanager
def largest_worker() -> Iterator[Callable[[], float]]:
    """While it is open, looks after the Python workers below this process; gives what tells their peak in MiB."""
    peaks, end = [0.0], threading.Event()

    def watch() -> None:
        while not end.wait(BETWEEN_LOOKS):
            for place in Path("/proc").glob("[0-9]*"):
                with suppress(OSError, IndexError):
                    if b"pyspark.daemon" in (place / "cmdline").read_bytes() and is_ours(int(place.name)):
                        status = (place / "status").read_text()
                        peaks.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: max(peaks)
    finally:
        end.set()
        watcher.join()


def is_ours(process: int) -> bool:
    """Whether a process descends from this one."""
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        if process == os.getpid():
            return True
    return False


def judged(points: Sequence[Point]) -> tuple[list[str], bool]:
    """What the points say, and whether a limit is broken."""
    one, two, more = points
    speedup, growth, memory = one.wall / two.wall, more.cpu / two.cpu, more.worker / two.worker
    return [
        f"1 to 2 cores: {speedup:.2f} times as fast (at least {LEAST_SPEEDUP}), {two.cpu / one.cpu:.2f} times the CPU "
        "seconds",
        f"{TIMES} times the data: {growth:.2f} times the CPU seconds (at most {MOST_GROWTH}), largest worker "
        f"{memory:.2f} times (at most {MOST_MEMORY})",
    ], speedup < LEAST_SPEEDUP or growth > MOST_GROWTH or memory > MOST_MEMORY


def row(found: Point) -> str:
    """A row of the table."""
    return (f"| {found.cores} | {found.mib} | {found.wall:.0f} | {found.cpu:.0f} | {found.worker:.0f} | "
            f"{found.load:.1f} |")


def table(points: Sequence[Point]) -> list[str]:
    """The points as a table in Markdown."""
    return [f"| {' | '.join(COLUMNS)} |", "|" + "---:|" * len(COLUMNS), *map(row, points)]


def plot(points: Sequence[Point], place: Path) -> None:
    """CPU seconds and the largest worker over data."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
    two = [found for found in points if found.cores == 2]
    sizes = [found.mib for found in two]
    left.plot(sizes, [found.cpu for found in two], marker="o", label="CPU seconds, 2 cores")
    left.plot(sizes, [two[0].cpu * size / sizes[0] for size in sizes], linestyle=":", label="proportional")
    left.plot([points[0].mib], [points[0].cpu], marker="x", linestyle="", label="CPU seconds, 1 core")
    right.plot(sizes, [found.worker for found in two], marker="o", label="largest Python worker, MiB")
    for axes in (left, right):
        axes.set_xlabel("MiB of source text")
        axes.set_ylim(bottom=0)
        axes.legend()
    figure.savefig(place, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    main()
