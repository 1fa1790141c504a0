"""Curation on this machine: bins of sources one after another, on every core where there are several."""

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa
from rich.console import Console

from pipeline.config import Run
from pipeline.cores import cores
from pipeline.errors import MachineError
from pipeline.languages.catalogue import languages
from pipeline.local.tables import read_files
from pipeline.parsing.leash import Parser
from pipeline.progress import progress
from pipeline.quality.score import scorer_of
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.stages.curate import curate_batches, policy_of
from pipeline.stages.ingest import source_batches
from pipeline.tables import Part, PartWriter
from pipeline.tally import NAMES, Tally
from pipeline.units import Work, record
from schemas import RAW_FILES

Bin = Sequence[SourceRef] | Path
"""What a task curates: sources to read, or a file of raw_files."""
RAW_ROWS = 256  # read at once
_SPAWN = multiprocessing.get_context("spawn")
_curates: list[Callable[[Bin, str | None], list[Part]]] = []  # in a process of _on_cores: what curates a bin


@dataclass(frozen=True)
class Task:
    """What is the same for every bin of a run.

    Attributes:
        run: the options.
        folder: below which files are written.
        settings: stands for everything but the repository that rows depend on.
        revoked: entries like those of the opt-out list, which the corpus remembers.
    """

    run: Run
    folder: Path
    settings: str
    revoked: Sequence[str]

    def batches(self, with_text: bool = True) -> Callable[[Bin], Iterator[pa.RecordBatch]]:
        """What gives the rows of raw_files of a bin, of sources also without texts."""
        facts = read_metadata(self.run.input.metadata, self.run.input.s3)
        opt_out = read_opt_out(self.run.input.opt_out, self.revoked, self.run.input.s3)

        def read(bin_: Bin) -> Iterator[pa.RecordBatch]:
            if isinstance(bin_, Path):
                return read_files([bin_], RAW_FILES.name, RAW_FILES.names, RAW_ROWS)
            return chain.from_iterable(
                source_batches(source, self.run.input, facts, opt_out, with_text) for source in bin_)

        return read

    def parser(self) -> Parser:
        """What parses the files of many bins: a start for each bin would be a fortieth of their time."""
        return Parser(self.run.parsing, languages())

    def curates(self, done: Tally, parser: Parser) -> Callable[[Bin, str | None], list[Part]]:
        """What curates a bin, names the files written, and records its unit of work where it has a name."""
        run, read = self.run, self.batches()
        policy, scorer = policy_of(run), scorer_of(run.quality)

        def work(bin_: Bin, unit: str | None) -> list[Part]:
            parts = list(curate_batches(read(bin_), run, self.folder, done, policy, self.settings, scorer, parser))
            if unit is not None:
                record(self.folder, unit, parts)
            return parts

        return work


def ingest(task: Task, bins: Sequence[Sequence[SourceRef]]) -> list[Part]:
    """Write the rows of raw_files, a file for every bin."""
    read, options, parts = task.batches(), task.run.output, []
    for number, bin_ in enumerate(bins):
        writer = PartWriter(RAW_FILES, task.folder, f"part-{number:05d}", options, options.row_group_bytes)
        for batch in read(bin_):
            writer.add_batch(batch)
        parts.append(writer.close())
    return [part for part in parts if part is not None]


def curate(
    task: Task, bins: Sequence[Bin], work: Work, sources: Sequence[SourceRef], console: Console
) -> tuple[list[Part], Mapping[str, int]]:
    """Curate bins; the files written and those of the units that were done before, and counts of what was done now.

    Args:
        task: what is the same for all.
        bins: what is to be curated.
        work: names of the units of the first bins, where they have names, and the files of units that are done.
        sources: all sources of the run, for the bar that shows how far it is.
        console: where to show it.

    Raises:
        MachineError: a process was killed.
    """
    units = [*work.units, *[None] * (len(bins) - len(work.units))]
    processes = min(cores(), len(bins))
    done = _Shared() if processes > 1 else _Own()
    size = sum(source.bytes for source in sources)
    with progress("curating", len(sources), size, done, console):
        if processes > 1:
            made = _on_cores(processes, task, done, bins, units)
        else:
            with task.parser() as parser:
                made = list(map(task.curates(done, parser), bins, units))
    return [*work.parts, *chain.from_iterable(made)], done.value


def _on_cores(
    processes: int, task: Task, done: Tally, bins: Sequence[Bin], units: Sequence[str | None]
) -> list[list[Part]]:
    wanted, held = _SPAWN.Pipe(duplex=False)
    pool = ProcessPoolExecutor(processes, _SPAWN, _begin, (task, done, wanted))
    try:
        return list(pool.map(_curate, bins, units))
    except BrokenProcessPool:
        raise MachineError("stopped: a process was killed, most often for want of memory: give it more memory, fewer "
                           "cores (taskset -c 0), or smaller tasks (spark.partition_bytes)") from None
    finally:
        held.close()
        pool.shutdown(cancel_futures=True)


def _begin(task: Task, done: Tally, wanted: Connection) -> None:
    """Prepare a process, which ends at once when the run ends, however that does: `wanted` is closed then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run's to answer

    def watch() -> None:
        wanted.poll(None)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    _curates.append(task.curates(done, task.parser()))  # whose child ends with this process


def _curate(bin_: Bin, unit: str | None) -> list[Part]:
    return _curates[0](bin_, unit)


class _Own:
    """Sums of this process."""

    def __init__(self) -> None:
        self.value = Counter[str]()

    def add(self, term: Mapping[str, int]) -> None:
        """As Tally."""
        self.value.update(term)


class _Shared:
    """Sums that all processes of a run add to."""

    def __init__(self) -> None:
        self._numbers = _SPAWN.Array("q", len(NAMES))

    @property
    def value(self) -> Mapping[str, int]:
        """As Tally."""
        return dict(zip(NAMES, self._numbers[:], strict=True))

    def add(self, term: Mapping[str, int]) -> None:
        """As Tally."""
        with self._numbers.get_lock():
            for name, number in term.items():
                self._numbers[NAMES.index(name)] += number
