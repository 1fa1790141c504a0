"""Peak memory of a worker on one large repository: a folder of real files, read and curated as a Spark task does it.

Run: python -m bench.bench_memory [MIB [LARGEST]]. Builds a repository of so many MiB (500) from the sources of the
environment and the system that have LARGEST bytes at most (1 MiB; 2048 for very many small files), curates it in a
process of its own, and prints the peak resident memory of the worker and of its parser.
In Spark, reading and curating are two workers; here one process does both, so what it takes is no less.
"""

import os
import resource
import subprocess
import sys
import sysconfig
import time
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.config import MIB, Run
from pipeline.sources.discover import discover
from pipeline.stages.curate import curate_batches
from pipeline.stages.ingest import source_batches

LIMIT_MIB = 2048
PLACES = ((Path(sysconfig.get_paths()["purelib"]), ("*.py", "*.pyi", "*.js", "*.cu")), (Path("/usr/include"), ("*.h",)))
MAX_BYTES = MIB


def main() -> None:
    """Print the figures; fail above the limit."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    worker, parser, files, seconds = measure(size, int(sys.argv[2]) if len(sys.argv) > 2 else MAX_BYTES)
    print(f"{size} MiB in {files} files, curated in {seconds:.0f} s: worker {worker:.0f} MiB, parser {parser:.0f} MiB "
          f"at their peaks, together {worker + parser:.0f} of {LIMIT_MIB} MiB")
    if worker + parser > LIMIT_MIB:
        raise SystemExit("above the limit")


def measure(size_mib: int, largest: int = MAX_BYTES) -> tuple[float, float, int, float]:
    """Peak MiB of worker and of parser, number of files, and seconds, for a repository of `size_mib` MiB."""
    with TemporaryDirectory(prefix="repomill-memory-") as folder:
        files = build(Path(folder) / "repository", size_mib * MIB, largest)
        command = [sys.executable, "-c", "from bench.bench_memory import curate_here; curate_here()", folder]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
        worker, parser, seconds = map(float, answer.stdout.split())
    return worker, parser, files, seconds


def curate_here() -> None:
    """Curate the repository below the folder of the command line; print peak MiB of this process and its child."""
    folder = Path(sys.argv[1])
    run = Run()
    (source,) = discover([str(folder / "repository")], run.input)
    started = time.perf_counter()
    for _ in curate_batches(source_batches(source, run.input, {}), run, folder / "tables", None):
        pass
    parser = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(peak_mib(), parser, time.perf_counter() - started)


def peak_mib() -> float:
    """Most MiB that this process held. What getrusage says of it has in it what its parent held when it was started."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def build(folder: Path, size: int, largest: int = MAX_BYTES) -> int:
    """Write real sources under their own paths, in rounds of different texts, until there are `size` bytes.

    Returns:
        The number of files.
    """
    paths = [(path, path.relative_to(place)) for place, patterns in PLACES for pattern in patterns
             for path in sorted(place.rglob(pattern)) if path.is_file() and 0 < path.stat().st_size <= largest]
    left, number = size, count()
    for path, name in cycle(paths):
        place = next(number)
        # A word that most sources have is another in each round over the paths.
        text = path.read_bytes().replace(b"name", b"name%d" % (place // len(paths)))
        target = folder / f"round{place // len(paths)}" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text[:left])
        left -= len(text)
        if left <= 0:
            return place + 1
    raise SystemExit(f"no sources under {os.pathsep.join(str(place) for place, _ in PLACES)}")


if __name__ == "__main__":
    main()
