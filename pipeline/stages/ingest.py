"""ingest: any dump becomes raw_files, the rows of a repository next to each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Input
from pipeline.domains import CODE
from pipeline.sources import read_source
from pipeline.sources.metadata import UNKNOWN, Facts, read_metadata
from pipeline.sources.opt_out import NOTHING, OptOut
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.texts import TextsRef, read_texts
from schemas import RAW_FILES

BATCH_BYTES = 8 << 20
BATCH_ROWS = 2000


def ingest(
    spark: SparkSession, bins: Sequence[Sequence[SourceRef]], options: Input, revoked: Sequence[str] = ()
) -> DataFrame:
    """Rows of raw_files: one task per bin of sources, read where the task runs.

    Args:
        spark: the session.
        bins: sources by task, from pipeline.plan.spread.
        options: limits of reading, and the list of what is not to be read.
        revoked: entries like those of the list, which the corpus remembers.
    """
    facts = read_metadata(options.metadata)
    opt_out = spark.sparkContext.broadcast(read_opt_out(options.opt_out, revoked))
    plan = spark.sparkContext.broadcast([list(bin_) for bin_ in bins])

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                for source in plan.value[number]:
                    yield from source_batches(source, options, facts.get(source.repo, UNKNOWN), opt_out.value)

    frame = spark.range(0, len(bins), 1, max(1, len(bins)))
    return frame.mapInArrow(read, from_arrow_schema(RAW_FILES.arrow))


def source_batches(
    source: SourceRef, options: Input, facts: Facts, opt_out: OptOut = NOTHING
) -> Iterator[pa.RecordBatch]:
    """The raw_files rows of one source in batches bounded in bytes."""
    same = {"source": source.place, "domain": CODE}
    if isinstance(source, TextsRef):
        return _batches(read_texts(source, options, opt_out), {**same, "domain": source.texts.domain})
    opened = read_source(source, options, opt_out)
    last_commit = opened.last_commit if facts.last_commit is None else facts.last_commit
    own = {**same, "commit": opened.commit, "stars": facts.stars, "forks": facts.forks, "last_commit": last_commit}
    return _batches(((source.repo, file) for file in opened.files), own)


def _batches(files: Iterable[tuple[str, RawFile]], same: Mapping[str, object]) -> Iterator[pa.RecordBatch]:
    rows: list[dict[str, object]] = []
    held = 0
    for repo, file in files:
        rows.append({"repo": repo, **same, **_columns(file)})
        held += len(file.text or b"")
        if held >= BATCH_BYTES or len(rows) >= BATCH_ROWS:
            yield pa.RecordBatch.from_pylist(rows, schema=RAW_FILES.arrow)
            rows, held = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=RAW_FILES.arrow)


def _columns(file: RawFile) -> dict[str, object]:
    return {"path": file.path, "size": file.size, "sha256": file.sha256, "encoding": file.encoding, "text": file.text,
            "problem": file.problem, "detail": file.detail, "licence": file.licence, "language": file.language}
