"""What makes the tables of a version: Spark, or this machine alone where that is enough.

Both make the same rows and the same files.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import pyarrow as pa
from pyspark.sql import SparkSession
from rich.console import Console

from pipeline.config import Run
from pipeline.draft import Draft
from pipeline.local import curate as local
from pipeline.local import duplicates, export, members
from pipeline.local.tables import read, write
from pipeline.plan import MOST_BYTES, MOST_REPOSITORIES, fits_here, spread
from pipeline.progress import stage, step
from pipeline.run import (
    WORK,
    curated,
    export_facts,
    facts_of,
    ingest_facts,
    settings_of,
)
from pipeline.source_list import Row, new_sources
from pipeline.sources.raw_file import SourceRef
from pipeline.spark import is_submitted, session, working
from pipeline.stages.ingest import ingest
from pipeline.stages.keys import keys_of, reading_keys
from pipeline.stages.read import read_table
from pipeline.tables import Part
from pipeline.units import Work
from schemas import CORPUS, DUPLICATES, RAW_FILES, TRAINING_DOCUMENTS

MOST_FILES = 2_000_000  # a corpus with more goes to Spark, as pipeline.plan
LITTLE = 32 << 20  # bytes of input that are not worth a start of Spark, where Spark runs elsewhere


class Engine(Protocol):
    """Does the steps of a version in order; each goes on from what the draft holds."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """For the block: the work of a stage."""

    def ingest(self, sources: Sequence[SourceRef]) -> None:
        """Make the raw files, which curation reads then."""

    def keys(self, sources: Sequence[SourceRef]) -> list[Row]:
        """The readings of sources as they are now: rows of schemas.sources without `part` and `current`."""

    def curated(self, sources: Sequence[SourceRef], work: Work) -> tuple[list[Part], list[Row]]:
        """Curate the bins of sources that are left; the files written, and the rows of the sources' readings."""

    def membership(self) -> None:
        """Find duplicates and make the membership list."""

    def export(self) -> None:
        """Make the training documents."""


@contextmanager
def engine(
    name: str, run: Run, draft: Draft, sources: Sequence[SourceRef], console: Console, little: int
) -> Iterator[Engine]:
    """What makes a version for which `sources` may have to be read: for the block.

    That is Spark when spark.master or spark-submit say where it runs and the sources have `little` bytes or more, when
    files of a repository are scattered over tables, and when this machine is not enough. The run file may have another
    limit than these, spark.local_bytes.

    Raises:
        UserError: as pipeline.spark.session.
    """
    limit = run.spark.local_bytes
    if limit is None:
        limit = little if run.spark.master or is_submitted() else MOST_BYTES
    if fits_here(sources, limit) and draft.rows("files") <= MOST_FILES and draft.rows("repos") <= MOST_REPOSITORIES:
        yield Local(run, draft, console)
    else:
        with session(name, run.spark) as spark:
            yield OnSpark(spark, run, draft, console)


class OnSpark:
    """The stages of pipeline.run."""

    def __init__(self, spark: SparkSession, run: Run, draft: Draft, console: Console) -> None:
        self._spark, self._run, self._draft, self._console = spark, run, draft, console

    def stage(self, name: str) -> AbstractContextManager[None]:
        """As Engine."""
        return working(self._spark, name, self._draft, self._console)

    def ingest(self, sources: Sequence[SourceRef]) -> None:
        """As Engine."""
        WORK["ingest"](self._spark, self._run, self._draft, list(sources), self._console)

    def keys(self, sources: Sequence[SourceRef]) -> list[Row]:
        """As Engine."""
        bins = spread(sources, self._run.spark.partition_bytes)
        raw = ingest(self._spark, bins, self._run.input, self._draft.revoked, with_text=False)
        return reading_keys(raw, settings_of(self._run))

    def curated(self, sources: Sequence[SourceRef], work: Work) -> tuple[list[Part], list[Row]]:
        """As Engine."""
        if self._draft.has(RAW_FILES.name):
            raw = read_table(self._spark, self._draft, RAW_FILES.name)
        else:
            raw = ingest(self._spark, work.bins, self._run.input, self._draft.revoked, apart=work.apart)
        return curated(raw, self._run, self._draft, list(sources), self._console, work)

    def membership(self) -> None:
        """As Engine."""
        WORK["dedup"](self._spark, self._run, self._draft, [], self._console)

    def export(self) -> None:
        """As Engine."""
        WORK["export"](self._spark, self._run, self._draft, [], self._console)


class Local:
    """The stages of pipeline.local."""

    def __init__(self, run: Run, draft: Draft, console: Console) -> None:
        self._run, self._draft, self._console = run, draft, console
        self._documents, self._corpus = pa.table({}), pa.table({})

    def stage(self, name: str) -> AbstractContextManager[None]:
        """As Engine."""
        return stage(name, self._draft, self._console)

    def ingest(self, sources: Sequence[SourceRef]) -> None:
        """As Engine."""
        with step(f"reading {len(sources)} repositories", self._console):
            parts = local.ingest(self._task(), spread(sources, self._run.spark.partition_bytes))
        self._draft.put("ingest", parts, ingest_facts(self._run, sources))

    def keys(self, sources: Sequence[SourceRef]) -> list[Row]:
        """As Engine."""
        return list(keys_of(self._task().batches(with_text=False)(sources), settings_of(self._run)))

    def curated(self, sources: Sequence[SourceRef], work: Work) -> tuple[list[Part], list[Row]]:
        """As Engine."""
        draft = self._draft
        raw = draft.table(RAW_FILES.name) if draft.has(RAW_FILES.name) else None
        parts, draft.counts = local.curate(self._task(), raw or work.bins, work, sources, self._console)
        return parts, new_sources(parts, draft.staging)

    def _task(self) -> local.Task:
        return local.Task(self._run, self._draft.staging, settings_of(self._run), self._draft.revoked)

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


def _same_layout(draft: Draft, run: Run) -> bool:
    """Whether rows that are the same would be written as they were in the version before."""
    before, now = draft.base.manifest().get("stages", {}).get("export", {}), export_facts(run)
    return all(before.get(name) == now[name] for name in ("layout", "versions"))
