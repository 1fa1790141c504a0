"""The stages in order: what the jobs and the command line call."""

import hashlib
import platform
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from rich.console import Console

from pipeline.config import Run
from pipeline.decontamination import hit_finder
from pipeline.errors import InputError
from pipeline.folder import STAGES, CorpusFolder, only_reported
from pipeline.plan import spread
from pipeline.progress import progress, step
from pipeline.report import remove_report, write_report
from pipeline.rules.prose import limits_of
from pipeline.sources.discover import discover, left_out
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.texts import find_texts
from pipeline.spark import session
from pipeline.stages.check import check_curated, check_exported, check_membership
from pipeline.stages.curate import Done, curate, policy_of
from pipeline.stages.dedup import find_duplicates
from pipeline.stages.export import export
from pipeline.stages.figures import Figures, figures
from pipeline.stages.ingest import ingest
from pipeline.stages.membership import duplicate_files, membership
from pipeline.stages.tasks import collect_parts, write_table
from pipeline.tables import Part
from pipeline.terminal import plain
from pipeline.writing import extended, replaced
from schemas import CORPUS, DUPLICATES, RAW_FILES, TABLES, TRAINING_DOCUMENTS

LIBRARIES = ("pyspark", "pyarrow", "networkx", "datasketch", "tree-sitter", "tree-sitter-language-pack",
             "tree-sitter-languages", "enry-python", "licenseclassifier", "numpy", "numba")
MOST_NAMED = 5  # of the entries of an input folder that are left out


def run_stage(stage: str, run: Run, console: Console) -> None:
    """Run one stage on the corpus folder of the run file, and say in the manifest what it did.

    Raises:
        UserError: input, options or folder cannot be used.
    """
    folder = CorpusFolder(run.output.path)
    for table in NEEDS[stage]:
        folder.table(table)
    sources = find_sources(run, console) if stage == "ingest" else []
    if stage == "curate":
        _check_files_of(run)
    with extended(folder, stage, run.output.overwrite) as staging, session(stage, run.spark) as spark:
        WORK[stage](spark, run, folder, staging, sources, console)
        remove_report(folder.root)
        if stage == list(WORK)[-1]:
            _report(spark, run, folder, None, console)


def run_all(run: Run, console: Console) -> Figures:
    """Run every stage into a folder beside the corpus folder and put it in its place when it is whole.

    Returns:
        The figures of the report.

    Raises:
        UserError: input, options or folder cannot be used; what was there before is untouched.
    """
    started = time.perf_counter()
    _check_files_of(run)
    sources = find_sources(run, console)
    final = CorpusFolder(run.output.path)
    with replaced(final, run.output.overwrite) as folder, session("curate", run.spark) as spark:
        _ingest_and_curate(spark, run, folder, sources, console)
        for stage in ("dedup", "export"):
            WORK[stage](spark, run, folder, folder.start(stage, overwrite=False), sources, console)
        return _report(spark, run, folder, started, console)


def find_sources(run: Run, console: Console) -> list[SourceRef]:
    """The repositories of a run; says on the console what of the input is none.

    Raises:
        InputError: no input is named, or a path holds none.
    """
    if not run.input.paths and not run.input.texts:
        raise InputError("no input: name folders of clones, archives, or packages:installed (input.paths), or texts "
                         "(input.texts)")
    read_metadata(run.input.metadata)
    opt_out = read_opt_out(run.input.opt_out)
    found = discover(run.input.paths, run.input) if run.input.paths else []
    refused = sum(opt_out.repository(source.repo) is not None for source in found)
    if refused:
        console.print(f"repomill: opted out and not read: {refused} of {len(found)} repositories", highlight=False)
    beside = left_out(run.input.paths, found)
    if beside:
        more = f" and {len(beside) - MOST_NAMED} more" if len(beside) > MOST_NAMED else ""
        names = ", ".join(plain(name) for name in beside[:MOST_NAMED])
        console.print(f"repomill: left out, no repository or archive: {names}{more}", markup=False, highlight=False)
    return [*found, *find_texts(run.input.texts, run.spark.partition_bytes)]


def versions() -> dict[str, str]:
    """Versions of everything that can change the content of a corpus."""
    return {"repomill": version("repomill"), "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES}}


def _ingest_and_curate(
    spark: SparkSession, run: Run, folder: CorpusFolder, sources: list[SourceRef], console: Console
) -> None:
    """Both stages in one pass: the rows of raw_files are not written unless they are to be kept."""
    if run.output.keep_raw_files:
        _ingest(spark, run, folder, folder.start("ingest", overwrite=False), sources, console)
        _curate(spark, run, folder, folder.start("curate", overwrite=False), sources, console)
        return
    staging = folder.start("curate", overwrite=False)
    raw = ingest(spark, spread(sources, run.spark.partition_bytes), run.input)
    _curate_rows(raw, run, folder, staging, sources, console)


def _ingest(
    spark: SparkSession, run: Run, folder: CorpusFolder, staging: Path, sources: list[SourceRef], console: Console
) -> None:
    bins = spread(sources, run.spark.partition_bytes)
    with step(f"reading {len(sources)} repositories", console):
        parts = write_table(ingest(spark, bins, run.input), RAW_FILES, staging, run.output, run.output.row_group_bytes)
    folder.commit("ingest", parts, {
        **_facts(run), "repositories": len(sources), "opt_out": _digest(run.input.opt_out)})


def _curate(
    spark: SparkSession, run: Run, folder: CorpusFolder, staging: Path, sources: list[SourceRef], console: Console
) -> None:
    rows = folder.manifest()["tables"]["raw_files"]["rows"]
    _curate_rows(_read(spark, folder, "raw_files"), run, folder, staging, sources, console, rows)


def _curate_rows(
    raw: DataFrame, run: Run, folder: CorpusFolder, staging: Path, sources: list[SourceRef], console: Console,
    rows: int | None = None,
) -> None:
    context = raw.sparkSession.sparkContext
    done = Done(context.accumulator(0), context.accumulator(0))
    total = sum(source.bytes for source in sources)
    with progress("curating", len(sources), total, lambda: (done.repositories.value, done.size.value), console):
        parts = collect_parts(curate(raw, run, staging, done))
    new = {name: _written(raw.sparkSession, staging, name, parts) for name in STAGES["curate"]}
    check_curated(new["files"], new["repos"], new["documents"], new["timings"], rows)
    folder.commit("curate", parts, {
        **_facts(run), "contamination_index": _digest(run.decontamination.index),
        "opt_out": _digest(run.input.opt_out)})


def _dedup(
    spark: SparkSession, run: Run, folder: CorpusFolder, staging: Path, sources: list[SourceRef], console: Console
) -> None:
    with step("finding duplicate repositories", console):
        repos, documents = _read(spark, folder, "repos"), _read(spark, folder, "documents")
        found = find_duplicates(repos, run.dedup)
        masks = [duplicate_files(documents, repos, found, run.dedup)] if run.dedup.files == "mask" else []
        members = membership(documents, found, masks)
        parts = [
            part
            for frame, table in ((found, DUPLICATES), (members, CORPUS))
            for part in write_table(frame, table, staging, run.output, run.output.row_group_bytes)
        ]
    new = {name: _written(spark, staging, name, parts) for name in STAGES["dedup"]}
    check_membership(_read(spark, folder, "documents"), new["corpus"], new["duplicates"])
    folder.commit("dedup", parts, _facts(run))


def _export(
    spark: SparkSession, run: Run, folder: CorpusFolder, staging: Path, sources: list[SourceRef], console: Console
) -> None:
    documents, corpus = _read(spark, folder, "documents"), _read(spark, folder, "corpus")
    with step("exporting training documents", console):
        rows = export(documents, corpus)
        parts = write_table(rows, TRAINING_DOCUMENTS, staging, run.output, run.output.training_row_group_bytes)
    check_exported(corpus, _written(spark, staging, TRAINING_DOCUMENTS.name, parts))
    folder.commit("export", parts, _facts(run))


def _report(
    spark: SparkSession, run: Run, folder: CorpusFolder, started: float | None, console: Console
) -> Figures:
    """Write the report; `started` is when the run began, None when its stages ran one by one."""
    with step("report", console):
        result = figures(_tables(spark, folder), run.order.bytes_per_token)
        result["run"] = {
            "seconds": None if started is None else time.perf_counter() - started, "versions": versions(),
            "config": run.model_dump(mode="json"), "config_hash": run.content_hash(), "inputs": list(run.input.paths),
        }
        write_report(result, folder.root)
    return result


Stage = Callable[[SparkSession, Run, CorpusFolder, Path, list[SourceRef], Console], None]
WORK: dict[str, Stage] = {"ingest": _ingest, "curate": _curate, "dedup": _dedup, "export": _export}
NEEDS: dict[str, tuple[str, ...]] = {
    "ingest": (), "curate": ("raw_files",), "dedup": ("repos", "documents"), "export": ("documents", "corpus"),
}


def _check_files_of(run: Run) -> None:
    """Read what a run file names beside the input: what is wrong is to be told before the work, not in its middle."""
    hit_finder(run.decontamination)
    policy_of(run)
    limits_of(run.input.texts)


def _facts(run: Run) -> dict[str, Any]:
    return {"config_hash": run.content_hash(), "config": run.model_dump(mode="json", exclude={"spark", "output"}),
            "versions": versions()}


def _digest(path: str | None) -> str | None:
    """Hex SHA-256 of a file; None without one."""
    if path is None:
        return None
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(spark: SparkSession, folder: CorpusFolder, table: str) -> DataFrame:
    return _parquet(spark, table, folder.table(table))


def _written(spark: SparkSession, staging: Path, table: str, parts: Iterable[Part]) -> DataFrame:
    """The rows of a table that the tasks of a stage report to have written, before they are committed."""
    only_reported(staging / table, table, parts)
    return _parquet(spark, table, staging / table)


def _parquet(spark: SparkSession, table: str, path: Path) -> DataFrame:
    # A name is a name: without the option a folder called [a] or * would be a pattern. With it, give one path only:
    # Spark 4.3 reads each of several once for every one of them.
    reader = spark.read.schema(from_arrow_schema(TABLES[table].arrow)).option("__globPaths__", "false")
    return reader.parquet(str(path.absolute()))


def _tables(spark: SparkSession, folder: CorpusFolder) -> dict[str, DataFrame]:
    return {name: _read(spark, folder, name) for tables in STAGES.values() for name in tables if folder.has(name)}
