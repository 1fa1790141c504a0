"""How time and memory grow with cores and with data: full runs on one core and two, with a fifth of the data and all.

Run: python -m bench.bench_scale OUT [--mib 320] [--repeats 1] [--engines local spark]. Puts sources of the environment
and the system, as they are, into archives of 2 MiB with neighbours beside each other, and curates every fifth of them
and all with `repomill curate`. The run on one core is pinned to it with everything that it starts, and so are two.
Writes OUT/scale.md and OUT/scale.png. Beside them stands what the machine itself gains from a second core, measured
before and after (bench.machine): no program gains more, and on a busy machine neither says much.
"""

import argparse
import json
import os
import tarfile
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from bench.bench_memory import PLACES
from bench.bench_refresh import REPOMILL
from bench.machine import pinned, two_against_one
from bench.scale_page import Line, line, plot
from bench.tree_cpu import counted
from pipeline.config import MIB

REPOSITORY_BYTES = 2 * MIB
LARGEST_FILE = MIB
TIMES = 5
BETWEEN_LOOKS = 0.5
LEAST_SPEEDUP, LEAST_OF_MACHINE, MOST_GROWTH, MOST_MEMORY = 1.9, 0.95, 5.3, 1.25
ENGINES = ("local", "spark")
STAGES = ("curate", "dedup", "export")
COLUMNS = ("engine", "cores", "MiB", "wall s", *STAGES, "rest", "CPU s", "first process MiB", "largest worker MiB",
           "load before")


@dataclass(frozen=True)
class Point:
    """One run.

    Attributes:
        engine: `local` or `spark`.
        cores: how many it was pinned to.
        mib: MiB of source text.
        wall: seconds from the start of the command to its end.
        stages: those that its own log says, by stage.
        cpu: CPU seconds of all its processes.
        first: most MiB that the process held which the command started; in Spark its heap is not in it.
        worker: most MiB that another Python process held; that one itself where there is no other.
        load: of the machine before it.
    """

    engine: str
    cores: int
    mib: float
    wall: float
    stages: dict[str, float]
    cpu: float
    first: float
    worker: float
    load: float


def main() -> None:
    """Measure, write table and plot; fail below or above a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mib", type=int, default=320)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="repomill-scale-") as name:
        root = Path(name)
        sizes = archives(root, asked.mib * MIB, PLACES)
        point(root, "few", asked.engines[0], 2, 0)  # compiles what is kept on disk for the next process
        machine = [two_against_one()]
        points = []
        for _ in range(asked.repeats):
            for engine in asked.engines:
                for folder, mib in sizes.items():
                    for cores in (1, 2):
                        points.append(point(root, folder, engine, cores, mib))
                        print(row(points[-1]), flush=True)
        machine.append(two_against_one())
    said, broken = judged(points, machine)
    (asked.out / "scale.md").write_text("\n".join([*table(points), "", *said, ""]))
    plot(points, asked.out / "scale.png")
    print("\n".join(said))
    if broken:
        raise SystemExit("beyond a limit; on a busy machine wall times always are")


def archives(root: Path, size: int, places: Sequence[tuple[Path, Sequence[str]]]) -> dict[str, float]:
    """Put sources into archives below root/all, every fifth of them below root/part, one below root/few.

    Returns:
        MiB of text in `part` and in `all`; less than `size` where there are not so many sources.
    """
    shares: dict[int, list[tuple[Path, str]]] = defaultdict(list)
    before = 0
    for place, patterns in places:
        found = sorted(path for pattern in patterns for path in place.rglob(pattern) if path.is_file())
        for path in found:
            if 0 < path.stat().st_size <= LARGEST_FILE and before < size:
                shares[before // REPOSITORY_BYTES].append((path, str(path.relative_to(place))))
                before += path.stat().st_size
    if not shares:
        raise SystemExit(f"no sources below {os.pathsep.join(str(place) for place, _ in places)}")
    sizes = {"part": 0, "all": 0}
    for folder in ("few", *sizes):
        (root / folder).mkdir()
    for number, files in enumerate(shares.values()):
        packed = root / "all" / f"r{number:04d}.tar"
        with tarfile.open(packed, "w") as archive:
            for path, name in files:
                archive.add(path, f"r/{name}")
        for folder, share in (("all", 1), ("part", TIMES), ("few", len(shares))):
            if number % share == 0:
                if folder != "all":
                    os.link(packed, root / folder / packed.name)
                if folder in sizes:
                    sizes[folder] += sum(path.stat().st_size for path, _ in files)
    return {folder: total / MIB for folder, total in sizes.items()}


def point(root: Path, folder: str, engine: str, cores: int, mib: float) -> Point:
    """One full run over the archives below a folder."""
    options = ["--master", f"local[{cores}]"] if engine == "spark" else []
    command = [*REPOMILL, "curate", str(root / folder), "--out", str(root / "out"), "--overwrite", *options]
    peaks = {True: 0.0, False: 0.0}

    def look(processes: Collection[int]) -> None:
        for process in processes:
            is_first, peak = peak_mib(process)
            peaks[is_first] = max(peak, peaks[is_first])

    load, started = os.getloadavg()[0], time.monotonic()
    with TemporaryFile() as log:
        used = sorted(os.sched_getaffinity(0))[:cores]
        cpu, _ = counted(command, BETWEEN_LOOKS, look, preexec_fn=pinned(used), stderr=log)
        wall = time.monotonic() - started
        log.seek(0)
        stages = seconds_of(log.read().decode())
    return Point(engine, cores, mib, wall, stages, cpu, peaks[True], peaks[False] or peaks[True], load)


def seconds_of(log: str) -> dict[str, float]:
    """Seconds by stage, of the lines of JSON in what a run says."""
    found = {}
    for text in log.splitlines():
        with suppress(ValueError, TypeError, KeyError):
            facts = json.loads(text)
            found[str(facts["stage"])] = float(facts["seconds"])
    return found


def peak_mib(process: int) -> tuple[bool, float]:
    """Whether a process is the command's own, and most MiB that it held so far: 0 if it is no Python or has ended."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        if b"python" in command.partition(b"\0")[0]:
            status = Path(f"/proc/{process}/status").read_text()
            return os.fsencode(REPOMILL[-1]) in command, int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        pass
    return False, 0.0


def judged(points: Sequence[Point], machine: Sequence[float]) -> tuple[list[str], bool]:
    """What the points say, engine by engine, the fastest of equal runs taken; and whether a limit is broken."""
    ceiling = sum(machine) / len(machine)
    said = [f"This machine: two pure Python processes on a core each do {ceiling:.2f} times as much as one "
            f"({', '.join(f'{one:.2f}' for one in machine)} before and after)."]
    broken = False
    for engine in dict.fromkeys(found.engine for found in points):
        mine = [found for found in points if found.engine == engine]
        small, large = sorted({found.mib for found in mine})
        one, two = (_fastest(mine, cores, large) for cores in (1, 2))
        less = _fastest(mine, 2, small)
        on_one, on_two = (line([(found.mib, found.wall) for found in mine if found.cores == cores]) for cores in (1, 2))
        work = line([(found.mib, found.cpu) for found in mine if found.cores == 2])
        speedup, growth, memory = one.wall / two.wall, two.cpu / less.cpu, two.worker / less.worker
        said += [
            f"{engine}: 1 to 2 cores: {speedup:.2f} times as fast with {large:.0f} MiB (wanted {LEAST_SPEEDUP}), "
            f"{speedup / ceiling:.0%} of what the machine gains; {on_one.slope / on_two.slope:.2f} in what grows with "
            f"the data; {two.cpu / one.cpu:.2f} times the CPU seconds.",
            f"{engine}: {large / small:.2f} times the data: {growth:.2f} times the CPU seconds (at most "
            f"{MOST_GROWTH}), largest worker {memory:.2f} times (at most {MOST_MEMORY}).",
            f"{engine}: {_said(work)}; on the clock {on_one.fixed:.1f} s fixed on one core, {on_two.fixed:.1f} on two.",
        ]
        broken |= speedup < min(LEAST_SPEEDUP, LEAST_OF_MACHINE * ceiling) or memory > MOST_MEMORY
        broken |= growth > MOST_GROWTH / TIMES * large / small
    return said, broken


def _fastest(points: Sequence[Point], cores: int, mib: float) -> Point:
    return min((found for found in points if (found.cores, found.mib) == (cores, mib)), key=lambda found: found.wall)


def _said(work: Line) -> str:
    hours = work.slope * 1e12 / MIB / 3600
    return f"{work.fixed:.1f} CPU s fixed, {work.slope:.3f} per MiB, that is {hours:.0f} CPU hours per TB"


def row(found: Point) -> str:
    """A row of the table."""
    stages = [found.stages.get(name, 0.0) for name in STAGES]
    seconds = " | ".join(f"{value:.1f}" for value in (found.wall, *stages, found.wall - sum(stages), found.cpu))
    memory = f"{found.first:.0f} | {found.worker:.0f}"
    return f"| {found.engine} | {found.cores} | {found.mib:.0f} | {seconds} | {memory} | {found.load:.1f} |"


def table(points: Sequence[Point]) -> list[str]:
    """The points as a table in Markdown."""
    return [f"| {' | '.join(COLUMNS)} |", "|---|" + "---:|" * (len(COLUMNS) - 1), *map(row, points)]


if __name__ == "__main__":
    main()
