"""A dump as a DataFrame: spark.read.format("github_dump")."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from pipeline.config import Input, Run, load_run
from pipeline.errors import ConfigError
from pipeline.plan import spread
from pipeline.sources.discover import discover
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.stages.ingest import source_batches
from schemas import RAW_FILES

OPTIONS = ("path", "run")


def register(spark: SparkSession) -> None:
    """Make the format `github_dump` known to a session."""
    spark.dataSource.register(GithubDump)


class GithubDump(DataSource):
    """Rows of raw_files of the repositories at a path: a folder, an archive, s3://bucket/prefix, packages:installed.

    Options:
        path: what `load` names; without it, input.paths of the run file.
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
    return run.model_copy(update={"input": run.input.model_copy(update={"paths": (options["path"],)})})


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
        self._input: Input = run.input
        self._bytes = run.spark.partition_bytes
        self._facts = read_metadata(run.input.metadata, run.input.s3)
        self._opt_out = read_opt_out(run.input.opt_out, store=run.input.s3)

    def partitions(self) -> Sequence[Bin]:
        """List the input.

        Raises:
            UserError: there is nothing that can be read.
        """
        return [Bin(tuple(sources)) for sources in spread(discover(self._input.paths, self._input), self._bytes)]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Batches of the sources of a bin, bounded in bytes."""
        assert isinstance(partition, Bin)
        for source in partition.sources:
            yield from source_batches(source, self._input, self._facts, self._opt_out)
