"""What makes the tables of a next version: Spark, or this process where little is read and the corpus is not large.

Both make the same rows and the same files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Protocol

import pyarrow as pa
from pyspark.sql import SparkSession
from rich.console import Console

from pipeline.config import Run
from pipeline.draft import Draft
from pipeline.local import check, duplicates, export, figures, members
from pipeline.local.tables import read, write
from pipeline.plan import spread
from pipeline.progress import step
from pipeline.quality.score import scorer_of
from pipeline.report.sums import Figures
from pipeline.run import (
    WORK,
    check_written,
    curated,
    export_facts,
    facts_of,
    figures_of,
    run_facts,
    settings_of,
)
from pipeline.source_list import Row, new_sources
from pipeline.sources.metadata import UNKNOWN, read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.spark import session
from pipeline.stages.check import check_readings
from pipeline.stages.curate import curate_batches, policy_of
from pipeline.stages.ingest import ingest, source_batches
from pipeline.stages.keys import keys_of, reading_keys
from pipeline.stages.read import read_table
from pipeline.tables import Part
from schemas import CORPUS, DUPLICATES, TRAINING_DOCUMENTS

# A corpus with more goes to Spark: the list of files, its documents and names are held in memory here.
MOST_FILES = 2_000_000
MOST_REPOSITORIES = 20_000


class Engine(Protocol):
    """Does the steps of a next version in order; each goes on from what the draft holds."""

    def keys(self, sources: Sequence[SourceRef]) -> dict[str, str]:
        """Keys of the readings of sources as they are now, by repository."""

    def curated(self, sources: Sequence[SourceRef]) -> tuple[list[Part], list[Row]]:
        """Curate sources; the files written, and the rows of their readings."""

    def check_curated(self, current: Sequence[str], is_written: bool) -> None:
        """Conservation over what was curated, and over the repositories that are current."""

    def membership(self) -> None:
        """Find duplicates and make the membership list."""

    def export(self) -> None:
        """Make the training documents."""

    def figures(self, started: float | None) -> Figures:
        """What the report says; `started` is when the run began (time.perf_counter), if it was one."""


@contextmanager
def engine(name: str, run: Run, draft: Draft, sources: Sequence[SourceRef], console: Console) -> Iterator[Engine]:
    """What makes the next version when `sources` may have to be read: for the block.

    Raises:
        UserError: as pipeline.spark.session.
    """
    is_small = sum(source.bytes for source in sources) < run.spark.local_bytes
    if is_small and draft.rows("files") <= MOST_FILES and draft.rows("repos") <= MOST_REPOSITORIES:
        yield Local(run, draft, console)
    else:
        with session(name, run.spark) as spark:
            yield OnSpark(spark, run, draft, console)


class OnSpark:
    """The stages of pipeline.run."""

    def __init__(self, spark: SparkSession, run: Run, draft: Draft, console: Console) -> None:
        self._spark, self._run, self._draft, self._console = spark, run, draft, console

    def keys(self, sources: Sequence[SourceRef]) -> dict[str, str]:
        """As Engine."""
        bins = spread(sources, self._run.spark.partition_bytes)
        return reading_keys(self._spark, bins, self._run.input, settings_of(self._run), self._draft.revoked)

    def curated(self, sources: Sequence[SourceRef]) -> tuple[list[Part], list[Row]]:
        """As Engine."""
        bins = spread(sources, self._run.spark.partition_bytes)
        raw = ingest(self._spark, bins, self._run.input, self._draft.revoked)
        return curated(raw, self._run, self._draft, list(sources), self._console)

    def check_curated(self, current: Sequence[str], is_written: bool) -> None:
        """As Engine."""
        if is_written:
            check_written(self._spark, self._draft)
        check_readings(read_table(self._spark, self._draft, "repos"), current)

    def membership(self) -> None:
        """As Engine."""
        WORK["dedup"](self._spark, self._run, self._draft, [], self._console)

    def export(self) -> None:
        """As Engine."""
        WORK["export"](self._spark, self._run, self._draft, [], self._console)

    def figures(self, started: float | None) -> Figures:
        """As Engine."""
        return figures_of(self._spark, self._run, self._draft, started, self._console)


class Local:
    """The stages of pipeline.local."""

    def __init__(self, run: Run, draft: Draft, console: Console) -> None:
        self._run, self._draft, self._console = run, draft, console
        self._opt_out = read_opt_out(run.input.opt_out, draft.revoked)
        self._facts = read_metadata(run.input.metadata)
        self._documents, self._corpus = pa.table({}), pa.table({})

    def keys(self, sources: Sequence[SourceRef]) -> dict[str, str]:
        """As Engine."""
        settings, keys = settings_of(self._run), dict[str, str]()
        for source in sources:
            known = self._facts.get(source.repo, UNKNOWN)
            keys |= keys_of(source, self._run.input, known, self._opt_out, settings)
        return keys

    def curated(self, sources: Sequence[SourceRef]) -> tuple[list[Part], list[Row]]:
        """As Engine."""
        run, parts = self._run, list[Part]()
        policy, scorer, settings = policy_of(run), scorer_of(run.quality), settings_of(run)
        with step(f"curating {len(sources)} repositories", self._console):
            for bin_ in spread(sources, run.spark.partition_bytes):
                raw = chain.from_iterable(source_batches(
                    source, run.input, self._facts.get(source.repo, UNKNOWN), self._opt_out) for source in bin_)
                parts += curate_batches(raw, run, self._draft.staging, None, policy, settings, scorer)
        return parts, new_sources(parts, self._draft.staging, {source.repo: source.stamp for source in sources})

    def check_curated(self, current: Sequence[str], is_written: bool) -> None:
        """As Engine."""
        if is_written:
            check.check_written(self._draft)
        check.check_readings(self._draft, current)

    def membership(self) -> None:
        """As Engine."""
        run, draft = self._run, self._draft
        with step("finding duplicate repositories", self._console):
            self._documents = read(draft, "documents", ["document_id", "repo", "domain", "language", "bytes", "spans"])
            ranked = duplicates.ranks(draft, run.dedup)
            found = duplicates.find_duplicates(draft, ranked, run.dedup)
            self._corpus = members.membership(draft, self._documents, found, ranked, run.dedup)
        parts = [part for table, rows in ((DUPLICATES, found), (CORPUS, self._corpus)) for part in
                 write(table, rows, draft.staging, "part-00000", run.output, run.output.row_group_bytes)]
        draft.put("dedup", parts, facts_of(run))
        check.check_membership(self._documents, self._corpus, found)

    def export(self) -> None:
        """As Engine."""
        run, draft = self._run, self._draft
        with step("exporting training documents", self._console):
            rows = export.without_text(self._documents, self._corpus)
            before = export.files_before(draft) if _same_layout(draft, run) else {}
            size = sum(self._documents["bytes"].to_pylist())
            parts, same = export.export(
                draft, rows, size, run.output, {name: place for name, (_, place) in before.items()})
        draft.put("export", parts, export_facts(run))
        draft.beside(TRAINING_DOCUMENTS.name, [before[name][0] for name in same])
        check.check_exported(self._corpus, read(draft, TRAINING_DOCUMENTS.name, ["document_id", "masks"]))

    def figures(self, started: float | None) -> Figures:
        """As Engine."""
        with step("report", self._console):
            found = figures.figures(self._draft, self._documents, self._corpus, self._run.order.bytes_per_token)
        return found | {"run": run_facts(self._run, started)}


def _same_layout(draft: Draft, run: Run) -> bool:
    """Whether rows that are the same would be written as they were in the version before."""
    before, now = draft.base.manifest()["stages"].get("export", {}), export_facts(run)
    return all(before.get(name) == now[name] for name in ("layout", "versions"))
