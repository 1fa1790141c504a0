"""keys: what the readings of sources are called, without making rows of them."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
from pyspark.sql import SparkSession

from pipeline.config import Input
from pipeline.sources import read_source
from pipeline.sources.metadata import UNKNOWN, Facts, read_metadata
from pipeline.sources.opt_out import OptOut
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.reading_key import digest_of, reading_key


def reading_keys(
    spark: SparkSession, bins: Sequence[Sequence[SourceRef]], options: Input, settings: str, revoked: Sequence[str] = ()
) -> dict[str, str]:
    """Key of the reading of each source as it is now, by repository; one task per bin."""
    if not bins:
        return {}
    opt_out = spark.sparkContext.broadcast(read_opt_out(options.opt_out, revoked))
    facts = read_metadata(options.metadata)
    plan = spark.sparkContext.broadcast([list(bin_) for bin_ in bins])

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                keys = {source.repo: key_of(source, options, facts.get(source.repo, UNKNOWN), opt_out.value, settings)
                        for source in plan.value[number]}
                yield pa.RecordBatch.from_arrays([pa.array(keys), pa.array(keys.values())], names=["repo", "key"])

    rows = spark.range(0, len(bins), 1, len(bins)).mapInArrow(read, "repo string, key string").collect()
    return {row["repo"]: row["key"] for row in rows}


def key_of(source: SourceRef, options: Input, facts: Facts, opt_out: OptOut, settings: str) -> str:
    """Key of the reading of one source; its files are read and not kept."""
    opened = read_source(source, options, opt_out)
    last_commit = opened.last_commit if facts.last_commit is None else facts.last_commit
    return reading_key(settings, source.repo, source.place, opened.commit, last_commit, map(digest_of, opened.files))
