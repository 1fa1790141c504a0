"""The stages in order: what the jobs and the command line call."""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from rich.console import Console

from pipeline.config import Run, Tables, Texts
from pipeline.conservation import check
from pipeline.database import opened
from pipeline.decontamination import hit_finder
from pipeline.draft import Draft
from pipeline.errors import ConfigError, InputError
from pipeline.folder import CorpusFolder
from pipeline.plan import spread
from pipeline.progress import progress, step
from pipeline.quality.model import SHIPPED
from pipeline.quality.score import scorer_of
from pipeline.report import remove_report, write_report
from pipeline.report.figures import figures
from pipeline.report.sums import Figures
from pipeline.rules.prose import limits_of
from pipeline.source_list import Row, new_sources
from pipeline.sources.beside import read_beside
from pipeline.sources.discover import discover, left_out
from pipeline.sources.metadata import UNKNOWN, read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.stamp import stamp
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.texts import find_texts
from pipeline.spark import session, spark_tally, working
from pipeline.stages.contaminated import contaminated_lines
from pipeline.stages.curate import curate, policy_of
from pipeline.stages.dedup import find_duplicates
from pipeline.stages.duplicate_files import duplicate_files
from pipeline.stages.export import export
from pipeline.stages.ingest import ingest
from pipeline.stages.membership import membership
from pipeline.stages.read import read_table
from pipeline.stages.tasks import collect_parts, write_table
from pipeline.tables import Part, write_rows
from pipeline.terminal import plain
from pipeline.units import NOTHING_DONE, Work
from pipeline.writing import extended
from schemas import CORPUS, DUPLICATES, RAW_FILES, SOURCES, TRAINING_DOCUMENTS

LIBRARIES = ("pyspark", "pyarrow", "networkx", "datasketch", "tree-sitter", "tree-sitter-language-pack",
             "tree-sitter-languages", "enry-python", "licenseclassifier", "numpy", "numba")
MOST_NAMED = 5  # of the entries of an input folder that are left out


def run_stage(stage: str, run: Run, console: Console) -> None:
    """Run one stage on the corpus folder of the run file; what it wrote is a version, which says what was done.

    Raises:
        UserError: input, options or folder cannot be used.
    """
    folder = CorpusFolder(run.output.path)
    for table in NEEDS[stage]:
        folder.table(table)
    sources = find_pieces(run, folder.revoked(), console) if stage == "ingest" else []
    if stage == "curate":
        check_files_of(run)
    with extended(folder) as draft:
        draft.require_free(stage, run.output.overwrite)
        with session(stage, run.spark) as spark, working(spark, stage, draft, console):
            WORK[stage](spark, run, draft, sources, console)
        check(stage, draft)
        found = figures_of(run, draft, None, console) if stage == list(WORK)[-1] else None
        publish(draft, stage, found)


def find_pieces(run: Run, revoked: Sequence[str], console: Console) -> list[SourceRef]:
    """The sources of a run that reads all of them, files of tables in pieces.

    Raises:
        UserError: as `find_sources`, or a file of tables cannot be read or has not the columns.
    """
    return cut(find_sources(run, revoked, console), run.spark.partition_bytes)


def find_sources(run: Run, revoked: Sequence[str], console: Console) -> list[SourceRef]:
    """The sources of a run, tables file by file; says on the console what of the input is no repository.

    Raises:
        InputError: no input is named, or a path holds none.
    """
    if not (run.input.paths or run.input.tables or run.input.texts):
        raise InputError("no input: name folders of clones, archives, or packages:installed (input.paths), tables of "
                         "repositories (input.tables), or texts (input.texts)")
    facts = read_metadata(run.input.metadata, run.input.s3)
    opt_out = read_opt_out(run.input.opt_out, revoked, run.input.s3)
    found = discover(run.input.paths, run.input) if run.input.paths else []
    refused = sum(opt_out.repository(source.repo) is not None for source in found)
    if refused:
        console.print(f"repomill: opted out and not read: {refused} of {len(found)} repositories", highlight=False)
    beside = left_out(run.input.paths, found, run.input)
    if beside:
        more = f" and {len(beside) - MOST_NAMED} more" if len(beside) > MOST_NAMED else ""
        names = ", ".join(plain(name) for name in beside[:MOST_NAMED])
        console.print(f"repomill: left out, no repository or archive: {names}{more}", markup=False, highlight=False)
    listed = [replace(source, stamp=stamp(source, opt_out, facts.get(source.repo, UNKNOWN))) for source in found]
    # A list of those who opted out has the domain in the place of a repository.
    texts = [replace(source, stamp=stamp(replace(source, repo=source.texts.domain, bytes=source.piece.file.bytes),
                                         opt_out))
             for source in find_texts(run.input.texts, run.spark.partition_bytes, run.input.s3)]
    return [*listed, *find_tables(run.input.tables, run.input.s3), *texts]


@cache
def versions() -> dict[str, str]:
    """Versions of everything that can change the content of a corpus."""
    return {"repomill": version("repomill"), "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES}}


def settings_of(run: Run) -> str:
    """Hex SHA-256 of all that what curation makes of a repository depends on, beside the repository."""
    opt_out = read_opt_out(run.input.opt_out, store=run.input.s3)
    parts = [run.curation_hash(), versions(), _digest(run.decontamination.index), sorted(opt_out.licences),
             _digest(run.quality.model or str(SHIPPED))]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def unit_settings(run: Run, revoked: Sequence[str]) -> str:
    """As `settings_of`; with tables, whose repositories are not known, what is said of any, too."""
    if not run.input.tables:
        return settings_of(run)
    lists = [_list_digest(run, path) for path in (run.input.opt_out, run.input.metadata)]
    parts = [settings_of(run), *lists, sorted(revoked)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _ingest(spark: SparkSession, run: Run, draft: Draft, sources: list[SourceRef], console: Console) -> None:
    bins = spread(sources, run.spark.partition_bytes)
    with step(f"reading {len(sources)} repositories", console):
        rows = ingest(spark, bins, run.input, draft.revoked)
        parts = write_table(rows, RAW_FILES, draft.staging, run.output, run.output.row_group_bytes)
    draft.put("ingest", parts, ingest_facts(run, sources))


def _curate(spark: SparkSession, run: Run, draft: Draft, sources: list[SourceRef], console: Console) -> None:
    raw = read_table(spark, draft, "raw_files")
    parts, listed = curated(raw, run, draft, sources, console)
    parts += write_rows(SOURCES, listed, draft.staging, "part", run.output)
    draft.put("curate", parts, curate_facts(run))


def curated(
    raw: DataFrame, run: Run, draft: Draft, sources: list[SourceRef], console: Console, work: Work = NOTHING_DONE,
) -> tuple[list[Part], list[Row]]:
    """Curate rows of raw_files; the files written into the draft's staging folder, and the rows of their readings.

    `work` names the units of the partitions of `raw`, and has files that are written already.
    """
    done = spark_tally(raw.sparkSession)
    total = sum(source.bytes for source in sources)
    with progress("curating", len(sources), total, done, console):
        made = collect_parts(curate(raw, run, draft.staging, done, settings_of(run), work.units))
    draft.counts = done.value
    parts = [*work.parts, *made]
    return parts, new_sources(parts, draft.staging)


def ingest_facts(run: Run, sources: Sequence[SourceRef]) -> dict[str, Any]:
    """What a version says of the stage ingest."""
    return {**facts_of(run), "repositories": len(sources), "opt_out": _list_digest(run, run.input.opt_out)}


def curate_facts(run: Run) -> dict[str, Any]:
    """What a version says of the stage curate."""
    return {**facts_of(run), "settings": settings_of(run), "opt_out": _list_digest(run, run.input.opt_out),
            "contamination_index": _digest(run.decontamination.index), "quality_model": _digest(run.quality.model)}


def export_facts(run: Run) -> dict[str, Any]:
    """What a version says of the stage export: also by which options the same rows are the same files."""
    names = ("training_file_bytes", "training_row_group_bytes", "compression_level")
    return {**facts_of(run), "layout": {name: getattr(run.output, name) for name in names}}


def _dedup(spark: SparkSession, run: Run, draft: Draft, sources: list[SourceRef], console: Console) -> None:
    options = draft.stages.get("curate", {}).get("config", {}).get("dedup", {})
    if run.dedup.signs_files and options.get("file_threshold") is None:
        raise ConfigError("dedup.file_threshold: the corpus was curated without it, so that files have no signatures; "
                          "curate it again with this run file")
    documents = read_table(spark, draft, "documents")
    with step("finding duplicate repositories", console):
        repos = read_table(spark, draft, "repos")
        found = find_duplicates(repos, run.dedup)
        masks = [contaminated_lines(documents, read_table(spark, draft, "contamination"))]
        if run.dedup.files == "mask":
            masks.append(duplicate_files(documents, repos, found, read_table(spark, draft, "files"), run.dedup))
        members = membership(documents, found, masks)
        parts = [
            part
            for frame, table in ((found, DUPLICATES), (members, CORPUS))
            for part in write_table(frame, table, draft.staging, run.output, run.output.row_group_bytes)
        ]
    draft.put("dedup", parts, facts_of(run))


def _export(spark: SparkSession, run: Run, draft: Draft, sources: list[SourceRef], console: Console) -> None:
    documents, corpus = read_table(spark, draft, "documents"), read_table(spark, draft, "corpus")
    with step("exporting training documents", console):
        rows = export(documents, corpus, run.output.training_file_bytes)
        parts = write_table(rows, TRAINING_DOCUMENTS, draft.staging, run.output, run.output.training_row_group_bytes)
    draft.put("export", parts, export_facts(run))


def figures_of(run: Run, draft: Draft, started: float | None, console: Console) -> Figures:
    """What the report says; `started` is when the run began (time.perf_counter), None for stages one by one."""
    with step("report", console), opened(draft) as database:
        found = figures(database, run.order.bytes_per_token)
    return found | {"run": _run_facts(run, started)}


def _run_facts(run: Run, started: float | None) -> dict[str, Any]:
    named: tuple[Tables | Texts, ...] = (*run.input.tables, *run.input.texts)
    return {
        "seconds": None if started is None else time.perf_counter() - started, "versions": versions(),
        "config": run.model_dump(mode="json"), "config_hash": run.content_hash(),
        "inputs": [*run.input.paths, *(entry.path for entry in named)],
    }


def publish(draft: Draft, kind: str, found: Figures | None) -> int:
    """Make a draft a version, with a report where there are figures; never is there a report of another version.

    Returns:
        The version.
    """
    remove_report(draft.root)
    version = draft.publish(kind, {} if found is None else {"summary": found["summary"]})
    if found is not None:
        write_report(found, draft.root)
    return version


Stage = Callable[[SparkSession, Run, Draft, list[SourceRef], Console], None]
WORK: dict[str, Stage] = {"ingest": _ingest, "curate": _curate, "dedup": _dedup, "export": _export}
NEEDS: dict[str, tuple[str, ...]] = {
    "ingest": (), "curate": ("raw_files",), "dedup": ("repos", "documents", "files", "contamination"),
    "export": ("documents", "corpus"),
}


def check_files_of(run: Run) -> None:
    """Read what a run file names beside the input: what is wrong is to be told before the work, not in its middle."""
    hit_finder(run.decontamination)
    policy_of(run)
    limits_of(run.input.texts)
    scorer_of(run.quality)


def facts_of(run: Run) -> dict[str, Any]:
    """What a version says of any stage."""
    config = run.model_dump(mode="json", exclude={"spark", "output", "refresh"})
    return {"config_hash": run.content_hash(), "config": config, "versions": versions()}


def _list_digest(run: Run, path: str | None) -> str | None:
    """Hex SHA-256 of a list that the run file names, which may be an object of S3; None without one."""
    return None if path is None else hashlib.sha256(read_beside(path, "a list", run.input.s3)).hexdigest()


def _digest(path: str | None) -> str | None:
    """Hex SHA-256 of a file; None without one."""
    if path is None:
        return None
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
