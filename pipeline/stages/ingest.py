"""ingest: any dump becomes raw_files, the rows of a repository next to each other."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Input
from pipeline.domains import CODE
from pipeline.sources import read_source
from pipeline.sources.metadata import UNKNOWN, Facts, read_metadata
from pipeline.sources.opt_out import NOTHING, OptOut
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.tables import TablesRef, read_loose, together
from pipeline.sources.texts import TextsRef, read_texts
from pipeline.stages.raw_rows import file_columns, row_batches
from pipeline.stages.scattered import gathered, raw_row
from schemas import RAW_FILES


def ingest(
    spark: SparkSession, bins: Sequence[Sequence[SourceRef]], options: Input, revoked: Sequence[str] = ()
) -> DataFrame:
    """Rows of raw_files: one task per bin of sources, read where the task runs, in the order of the bins.

    Nothing is shuffled but tables whose files of a repository are anywhere in them (pipeline.stages.scattered).

    Args:
        spark: the session.
        bins: sources by task, from pipeline.plan.spread.
        options: limits of reading, and the list of what is not to be read.
        revoked: entries like those of the list, which the corpus remembers.
    """
    facts = read_metadata(options.metadata)
    opt_out = spark.sparkContext.broadcast(read_opt_out(options.opt_out, revoked))
    whole = [[source for source in bin_ if not _is_scattered(source)] for bin_ in bins]
    loose = [[source for source in bin_ if isinstance(source, TablesRef) and _is_scattered(source)] for bin_ in bins]
    plan = spark.sparkContext.broadcast(whole)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                for source in plan.value[number]:
                    if isinstance(source, TablesRef):
                        rows = together(read_loose(source, options), options, opt_out.value, facts)
                        yield from row_batches(map(raw_row, rows))
                    else:
                        yield from source_batches(source, options, facts.get(source.repo, UNKNOWN), opt_out.value)

    frame = spark.range(0, len(bins), 1, max(1, len(bins))).mapInArrow(read, from_arrow_schema(RAW_FILES.arrow))
    if not any(loose):
        return frame
    tables = gathered(spark, [bin_ for bin_ in loose if bin_], options, opt_out, facts)
    return frame.unionByName(tables) if any(whole) else tables


def _is_scattered(source: SourceRef) -> bool:
    return isinstance(source, TablesRef) and source.layout.is_scattered


def source_batches(
    source: SourceRef, options: Input, facts: Facts, opt_out: OptOut = NOTHING
) -> Iterator[pa.RecordBatch]:
    """The raw_files rows of one source in batches bounded in bytes."""
    same = {"source": source.place, "domain": CODE}
    if isinstance(source, TextsRef):
        same["domain"] = source.texts.domain
        named = read_texts(source, options, opt_out)
        return row_batches({**same, "repo": name, **file_columns(file)} for name, file in named)
    opened = read_source(source, options, opt_out)
    last_commit = opened.last_commit if facts.last_commit is None else facts.last_commit
    own = {**same, "repo": source.repo, "commit": opened.commit, "stars": facts.stars, "forks": facts.forks,
           "last_commit": last_commit}
    return row_batches({**own, **file_columns(file)} for file in opened.files)
