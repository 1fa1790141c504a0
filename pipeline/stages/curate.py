"""curate: each repository read once becomes rows of documents, files, repos, edges and timings."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame

from pipeline.config import Run
from pipeline.conservation import path_number
from pipeline.curation.examine import Tools
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.repository import curate_repository
from pipeline.decontamination import hit_finder
from pipeline.languages.catalogue import languages
from pipeline.licence_policy import LicencePolicy, licence_policy
from pipeline.parsing.leash import Parser
from pipeline.quality.score import Scorer, scorer_of
from pipeline.rules.prose import limits_of
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import RawFile
from pipeline.sources.reading_key import digest_of, reading_key
from pipeline.stages.raw_rows import batch_rows
from pipeline.stages.tasks import PARTS, partition
from pipeline.tables import Part, TableWriters, parts_batch
from pipeline.tally import BYTES, FILES, REPOSITORIES, Tally
from pipeline.units import record
from schemas import RAW_FILES

KEEP_ALL = LicencePolicy()


def curate(
    raw: DataFrame, run: Run, folder: Path, done: Tally | None = None, settings: str = "",
    units: Sequence[str | None] = (),
) -> DataFrame:
    """Curate the repositories of raw_files; the result names the files that the tasks wrote below `folder`.

    Needs no shuffle: the rows of a repository must follow one another inside one partition, as ingest writes them.
    `settings` stands for everything but the repository that the rows depend on; `units` are the names of the units of
    work (pipeline.units) of the first partitions, where they have names.
    """
    policy, scorer = policy_of(run), scorer_of(run.quality)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        parts = list(curate_batches(batches, run, folder, done, policy, settings, scorer))
        unit = units[partition()] if partition() < len(units) else None
        if unit is not None:
            record(folder, unit, parts)
        yield parts_batch(parts)

    return raw.select(*RAW_FILES.names).mapInArrow(work, PARTS)


def policy_of(run: Run) -> LicencePolicy:
    """What the run file and its opt-out list say of licences.

    Raises:
        ConfigError: a licence in the run file is no SPDX id.
        InputError: the opt-out list cannot be read or has bad lines.
    """
    return licence_policy(run.licences, read_opt_out(run.input.opt_out, store=run.input.s3).licences)


class Count:
    """Counts files where they come in, apart from the ledger, so that one can be held against the other."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.files, self.size, self.paths = 0, 0, 0
        self._digests: list[bytes] = []

    def through(self, files: Iterator[RawFile]) -> Iterator[RawFile]:
        """The same files, counted."""
        for file in files:
            self.files += 1
            self.size += max(0, file.size)
            self.paths += path_number(file.path)
            self._digests.append(digest_of(file))
            yield file

    def key(self, info: RepositoryInfo, settings: str) -> str:
        """The key (schemas.key) of a repository whose files have all gone through, in whatever order."""
        return reading_key(settings, info.repo, info.source, info.commit, info.last_commit, self._digests)


def curate_batches(
    batches: Iterator[pa.RecordBatch], run: Run, folder: Path, done: Tally | None, policy: LicencePolicy = KEEP_ALL,
    settings: str = "", scorer: Scorer | None = None, parser: Parser | None = None,
) -> Iterator[Part]:
    """One task: curate every repository of a partition, one at a time, and name the files written.

    `parser` is one that goes on living; without it the task has its own.
    """
    catalogue = languages()
    with Parser(run.parsing, catalogue) if parser is None else nullcontext(parser) as parser:
        tools = Tools(catalogue, parser, run.rules, run.input.max_file_bytes,
                      redacted_kinds=run.privacy.redacted_kinds, finder=hit_finder(run.decontamination),
                      judge_licence=policy.verdict, prose_limits=limits_of(run.input.texts), scorer=scorer)
        writers: TableWriters | None = None
        for info, rows in groupby(_rows(batches), key=lambda pair: pair[0]):
            started, waited, count, key, fates = time.perf_counter(), parser.seconds, Count(), "", Counter[str]()
            for table, row in curate_repository(info, count.through(file for _, file in rows), tools, run):
                key = key or count.key(info, settings)  # all files have been read before the first row comes
                # Named by content, not by partition number: the same repositories give the same file names.
                writers = writers or TableWriters(folder, f"part-{key[:16]}", run.output)
                writers.add(table, {**row, "key": key})
                if table == "files":
                    fates[row["rule"] or row["fate"]] += 1
            assert writers is not None, "every repository has a row in repos"
            writers.add("timings", {
                "repo": info.repo, "files": count.files, "bytes": count.size, "paths": count.paths,
                "seconds": time.perf_counter() - started, "parse_seconds": parser.seconds - waited, "stamp": info.stamp,
                "key": key,
            })
            if done is not None:
                done.add({REPOSITORIES: 1, FILES: count.files, BYTES: count.size, **fates})
    if writers is not None:
        yield from writers.close()


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[RepositoryInfo, RawFile]]:
    for batch in batches:
        info = None
        for own, file in batch_rows(batch):
            if info is None or info.repo != own["repo"]:
                info = RepositoryInfo(**own)
            yield info, file
