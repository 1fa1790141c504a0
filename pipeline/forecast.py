"""What a run over some input will take, from a listing alone: no content is read, so every figure is a range."""

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.config import MIB, Run
from pipeline.plan import MOST_BYTES, fits_here, spread
from pipeline.sources.paths import unescape
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.s3.place import is_s3
from pipeline.terminal import plain

# Bytes of source text in a byte on disk, least and most. Packages and folders: a tenth of what `make sample` reads
# becomes documents, and all of a folder of nothing but sources. Archives and packs: text shrinks to a quarter.
TEXT = {"git": (0.3, 4.0), "tar": (0.3, 4.0), "zip": (0.3, 4.0), "folder": (0.1, 1.0), "package": (0.1, 1.0)}
OTHER = (0.1, 4.0)
# CPU seconds without data, and per MB of text: without Spark, and in Spark (`make bench-scale`).
HERE, SPARK = (9.0, 0.38), (56.0, 0.47)
# Of a second core, in what grows with the data (the same bench: 1.87 and 1.92 times as fast on two).
EFFICIENCY = 0.9
# Peak MiB of a Python worker with its parser: fixed, and per MiB of the repository's text (`python -m
# bench.bench_memory 60`: 946 with 4,029 files). Texts wait on disk; facts of files grow up to graph.max_bytes, at which
# a repository is divided (`300 2048`: 1,637 with 301,991 files).
WORKER_MIB = 925.0
WORKER_MIB_PER_MIB = 0.35
FACTS_PER_BYTE = 0.9  # of text, as graph.max_bytes counts: some 12 kB of facts on a file of 14 kB
# Bytes of the tables on the corpus of packages: per byte of text (documents and training_documents, zstd), and per
# repository (its signature and sketch).
OUTPUT_PER_BYTE = 0.42
OUTPUT_PER_REPOSITORY = 110_000
# Bytes that a repository sends through shuffles: bands and smallest hashes; texts never do.
SHUFFLE_PER_REPOSITORY = 60_000
MOST_WORKER_MIB = 2560  # beside the heap, per core, as the README advises
SKEWED = 0.2  # share of the input in one repository
NAMED = 5


@dataclass(frozen=True)
class Forecast:
    """What a run will take.

    Attributes:
        repositories: how many the input holds.
        bytes: what they take on disk, roughly.
        kinds: repositories and bytes by kind of source.
        largest: the largest repositories, first the largest.
        unreadable: places that this user may not read.
        tasks: how many there will be.
        text: bytes of source text, least and most; so also in the fields below.
        seconds: wall time on `cores`.
        cores: the cores counted with.
        is_here: whether this machine does it without Spark.
        slowest: seconds that the largest repository takes, on one core.
        worker: peak bytes of the Python worker that has the largest repository, with its parser.
        shuffle: bytes through shuffles.
        output: bytes of the corpus.
    """

    repositories: int
    bytes: int
    kinds: dict[str, tuple[int, int]]
    largest: list[SourceRef]
    unreadable: list[str]
    tasks: int
    text: tuple[int, int]
    seconds: tuple[float, float]
    cores: int
    is_here: bool
    slowest: tuple[float, float]
    worker: tuple[float, float]
    shuffle: int
    output: tuple[float, float]


def forecast(sources: Sequence[SourceRef], run: Run, cores: int, is_cluster: bool = False) -> Forecast:
    """Say what a run over listed sources will take on some cores.

    Args:
        sources: at least one, as pipeline.sources.discover lists them.
        run: its options.
        cores: of all workers together.
        is_cluster: whether they are not those of this machine.
    """
    sources = sorted(sources, key=lambda source: (-source.bytes, source.repo))
    kinds: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for source in sources:
        count, size = kinds[source.kind]
        kinds[source.kind] = count + 1, size + source.bytes
    largest = sources[:NAMED]
    least, most = _pair([_text(source) for source in sources])
    first = _text(largest[0])
    limit = MOST_BYTES if run.spark.local_bytes is None else run.spark.local_bytes
    is_here = not is_cluster and run.spark.master is None and fits_here(sources, limit)
    fixed, per_mb = HERE if is_here else SPARK
    slowest = first[0] / 1e6 * per_mb, first[1] / 1e6 * per_mb
    speed = 1 + (cores - 1) * EFFICIENCY
    low, high = (fixed / min(cores, 2) + max(text / 1e6 * per_mb / speed, alone)
                 for text, alone in zip((least, most), slowest, strict=True))
    return Forecast(
        len(sources), sum(source.bytes for source in sources), dict(sorted(kinds.items())), largest,
        [source.location for source in sources if not _is_readable(source)],
        len(spread(sources, run.spark.partition_bytes)), (int(least), int(most)), (low, high), cores, is_here, slowest,
        (_worker(first[0], run), _worker(first[1], run)), len(sources) * SHUFFLE_PER_REPOSITORY,
        (_output(least, len(sources)), _output(most, len(sources))),
    )


def lines(found: Forecast, run: Run) -> list[str]:
    """The forecast in words, with warnings at the end."""
    said = [f"{found.repositories:,} repositories, {_size(found.bytes)} on disk, {found.tasks:,} tasks of "
            f"{_size(run.spark.partition_bytes)} (spark.partition_bytes)"]
    said += [f"  {kind}: {count:,}, {_size(size)}" for kind, (count, size) in found.kinds.items()]
    said += ["largest:"] + [
        f"  {plain(source.repo)}: {_size(source.bytes)}, {_share(source, found):.0%}" for source in found.largest]
    said += [
        f"source text: {_range(found.text, _size)}",
        f"time on {found.cores} cores{' without Spark' if found.is_here else ''}: {_range(found.seconds, _time)}, of "
        "which the largest repository "
        f"{_range(found.slowest, _time)} on one",
        f"memory of the Python worker with the largest, its parser included: {_range(found.worker, _size)}; one per "
        f"core, beside the heap ({run.spark.driver_memory} for the driver of a local run)",
        f"shuffle: {_size(found.shuffle)}; output: {_range(found.output, _size)}",
    ]
    return said + [f"warning: {line}" for line in warnings(found, run)]


def warnings(found: Forecast, run: Run) -> list[str]:
    """What of the input will be slow or large, or cannot be read, and what the run will do with it."""
    said = [f"{plain(place, keep=' ')}: may not be read by this user; its repository will have the fate "
            "unreadable_source" for place in found.unreadable[:NAMED]]
    if len(found.unreadable) > NAMED:
        said.append(f"{len(found.unreadable) - NAMED} more places may not be read")
    first = found.largest[0]
    if found.repositories > 1 and _share(first, found) > SKEWED:
        most = max(1, round(1 / _share(first, found)))
        said.append(f"{plain(first.repo)} is {_share(first, found):.0%} of the input: one task reads it, begun first, "
                    f"and more than {most} cores will not make the run shorter")
    if _text(first)[1] * FACTS_PER_BYTE > run.graph.max_bytes:
        said.append(f"{plain(first.repo)} may be too large for one graph (graph.max_bytes, "
                    f"{_size(run.graph.max_bytes)}): it is divided between folders then, and dependencies between the "
                    "pieces are lost (repos.cuts, repos.lost_edges); files above input.max_repo_files "
                    f"({run.input.max_repo_files:,}) are dropped")
    if found.worker[1] > MOST_WORKER_MIB * MIB:
        said.append(f"{plain(first.repo)} may need {_size(found.worker[1])} in its worker: give executors that much "
                    "beside their heap (spark.executor.memoryOverhead), or a smaller graph.max_bytes")
    if found.tasks < 2 * found.cores and found.repositories > found.tasks:
        said.append(f"{found.tasks} tasks for {found.cores} cores: a smaller spark.partition_bytes keeps all busy")
    return said


def _text(source: SourceRef) -> tuple[float, float]:
    least, most = TEXT.get(source.kind, OTHER)
    return source.bytes * least, source.bytes * most


def _pair(texts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(least for least, _ in texts), sum(most for _, most in texts)


def _worker(text: float, run: Run) -> float:
    return WORKER_MIB * MIB + min(text * WORKER_MIB_PER_MIB, run.graph.max_bytes)


def _output(text: float, repositories: int) -> float:
    return text * OUTPUT_PER_BYTE + repositories * OUTPUT_PER_REPOSITORY


def _is_readable(source: SourceRef) -> bool:
    if source.kind == "package" or is_s3(source.location):
        return True  # who could list it may read it, as a rule; what may not be read says so then
    place = unescape(source.location)
    return os.access(place, os.R_OK | (os.X_OK if os.path.isdir(place) else 0))  # noqa: PTH112 (bytes)


def _share(source: SourceRef, found: Forecast) -> float:
    return source.bytes / max(1, found.bytes)


def _range(pair: tuple[float, float], text: object) -> str:
    assert callable(text)
    low, high = text(pair[0]), text(pair[1])
    return low if low == high else f"{low} to {high}"


def _size(count: float) -> str:
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count:.0f} bytes"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.1f} hours"
