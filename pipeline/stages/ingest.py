"""ingest: any dump becomes raw_files, the rows of a repository next to each other."""

from collections.abc import Collection, Iterator, Mapping, Sequence

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
from pipeline.sources.table_list import TablesRef
from pipeline.sources.tables import read_loose, together
from pipeline.sources.texts import TextsRef, read_texts
from pipeline.stages.raw_rows import file_columns, row_batches
from pipeline.stages.scattered import gathered, raw_row
from schemas import RAW_FILES


def ingest(
    spark: SparkSession, bins: Sequence[Sequence[SourceRef]], options: Input, revoked: Sequence[str] = (),
    with_text: bool = True, apart: Collection[int] | None = None,
) -> DataFrame:
    """Rows of raw_files: one task per bin of sources, read where the task runs, in the order of the bins.

    Nothing is shuffled but tables whose files of a repository are anywhere in them (pipeline.stages.scattered): for
    their bins there are as many partitions after those of the others.

    Args:
        spark: the session.
        bins: sources by task, from pipeline.plan.spread.
        options: limits of reading, and the list of what is not to be read.
        revoked: entries like those of the list, which the corpus remembers.
        with_text: whether the texts are asked for, or all else.
        apart: numbers of the partitions of scattered tables that are wanted, the others being empty; None for all.
    """
    facts = read_metadata(options.metadata, options.s3)
    opt_out = spark.sparkContext.broadcast(read_opt_out(options.opt_out, revoked, options.s3))
    known = spark.sparkContext.broadcast(facts)
    whole = [list(bin_) for bin_ in bins if not any(source.is_scattered for source in bin_)]
    loose = [[source for source in bin_ if isinstance(source, TablesRef)] for bin_ in bins[len(whole):]]
    plan = spark.sparkContext.broadcast(whole)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                for source in plan.value[number]:
                    yield from source_batches(source, options, known.value, opt_out.value, with_text)

    schema = from_arrow_schema(RAW_FILES.arrow)
    frame = spark.range(0, len(whole), 1, max(1, len(whole))).mapInArrow(read, schema)
    if not loose:
        return frame
    tables = gathered(spark, loose, options, opt_out, known, with_text, apart)
    return frame.unionByName(tables) if whole else tables


def source_batches(
    source: SourceRef, options: Input, facts: Mapping[str, Facts], opt_out: OptOut = NOTHING, with_text: bool = True
) -> Iterator[pa.RecordBatch]:
    """The raw_files rows of one source in batches bounded in bytes; `facts` by repository."""
    rows = _rows(source, options, facts, opt_out)
    return row_batches(rows if with_text else ({**row, "text": None} for row in rows))


def _rows(
    source: SourceRef, options: Input, facts: Mapping[str, Facts], opt_out: OptOut
) -> Iterator[dict[str, object]]:
    if isinstance(source, TablesRef):
        assert not source.is_scattered, "its repositories have files elsewhere"
        yield from map(raw_row, together(read_loose(source, options), options, opt_out, facts, source.stamp))
        return
    same = {"source": source.place, "domain": CODE, "stamp": source.stamp}
    if isinstance(source, TextsRef):
        same["domain"] = source.texts.domain
        for name, file in read_texts(source, options, opt_out):
            yield {**same, "repo": name, **file_columns(file)}
        return
    own = facts.get(source.repo, UNKNOWN)
    opened = read_source(source, options, opt_out)
    last_commit = opened.last_commit if own.last_commit is None else own.last_commit
    of_all = {**same, "repo": source.repo, "commit": opened.commit, "stars": own.stars, "forks": own.forks,
              "last_commit": last_commit}
    for file in opened.files:
        yield {**of_all, **file_columns(file)}
