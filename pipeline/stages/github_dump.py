"""A dump as a DataFrame: spark.read.format("github_dump")."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from pipeline.config import Run, load_run
from pipeline.errors import ConfigError, InputError
from pipeline.plan import spread
from pipeline.sources.discover import discover
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.texts import find_texts
from pipeline.stages.ingest import ingest, source_batches
from schemas import RAW_FILES

OPTIONS = ("path", "run")


def register(spark: SparkSession) -> None:
    """Make the format `github_dump` known to a session."""
    spark.dataSource.register(GithubDump)


def read_dump(spark: SparkSession, run: Run) -> DataFrame:
    """Rows of raw_files of all that a run file names; tables whose files are scattered are shuffled once.

    Raises:
        UserError: there is nothing that can be read.
    """
    return ingest(spark, _bins(run), run.input)


class GithubDump(DataSource):
    """Rows of raw_files of the repositories at a path: a folder, an archive, s3://bucket/prefix, packages:installed.

    Options:
        path: what `load` names; without it, all that the run file names: input.paths, input.tables and input.texts.
        run: a run file, for limits, metadata, opt-out list, the store (input.s3) and spark.partition_bytes.
    """

    @classmethod
    def name(cls) -> str:
        """What the format is called."""
        return "github_dump"

    def schema(self) -> StructType:
        """That of raw_files."""
        return from_arrow_schema(RAW_FILES.arrow)  # type: ignore[no-any-return]

    def reader(self, schema: StructType) -> "DumpReader":
        """Reads with the options of the run file."""
        return DumpReader(run_of(self.options))


def run_of(options: Mapping[str, str]) -> Run:
    """The run that options of the format describe.

    Raises:
        ConfigError: options that do not exist, or a run file that cannot be used.
    """
    unknown = sorted(set(options) - set(OPTIONS))
    if unknown:
        raise ConfigError(f"github_dump has no option {', '.join(unknown)}; there are {' and '.join(OPTIONS)}")
    run = load_run(options["run"]) if "run" in options else Run()
    if "path" not in options:
        return run
    only = {"paths": (options["path"],), "tables": (), "texts": ()}
    return run.model_copy(update={"input": run.input.model_copy(update=only)})


def _bins(run: Run) -> list[list[SourceRef]]:
    """The sources of a run by task, tables and texts in pieces."""
    named, most = run.input, run.spark.partition_bytes
    if not (named.paths or named.tables or named.texts):
        raise InputError("no input: name a path to load, or a run file with input.paths, input.tables or input.texts")
    tables = cut(find_tables(named.tables, named.s3), most)
    found = discover(named.paths, named) if named.paths else []
    return spread([*found, *tables, *find_texts(named.texts, most, named.s3)], most)


@dataclass(frozen=True)
class Bin(InputPartition):  # type: ignore[misc]
    """The sources that one task reads."""

    sources: Sequence[SourceRef]


class DumpReader(DataSourceReader):
    """One partition per bin of about spark.partition_bytes; rows of a repository are next to each other."""

    def __init__(self, run: Run) -> None:
        """Read what the run file names beside the sources.

        Raises:
            UserError: it cannot be used.
        """
        self._run, self._input = run, run.input
        self._facts = read_metadata(run.input.metadata, run.input.s3)
        self._opt_out = read_opt_out(run.input.opt_out, store=run.input.s3)

    def partitions(self) -> Sequence[Bin]:
        """List the input.

        Raises:
            UserError: there is nothing that can be read, or files of a repository are anywhere in a table.
        """
        bins = _bins(self._run)
        scattered = next((source for bin_ in bins for source in bin_ if source.is_scattered), None)
        if scattered is not None:
            raise ConfigError(f"{scattered.location}: the files of a repository are anywhere in this table, and no "
                              "format can shuffle: call pipeline.stages.github_dump.read_dump(spark, run), or say "
                              "`together: true` (input.tables) where they follow one another")
        return [Bin(tuple(sources)) for sources in bins]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Batches of the sources of a bin, bounded in bytes."""
        assert isinstance(partition, Bin)
        for source in partition.sources:
            yield from source_batches(source, self._input, self._facts, self._opt_out)
