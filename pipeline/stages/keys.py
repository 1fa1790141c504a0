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
from pipeline.sources.texts import TextsRef, read_texts


def reading_keys(
    spark: SparkSession, bins: Sequence[Sequence[SourceRef]], options: Input, settings: str, revoked: Sequence[str] = ()
) -> dict[str, str]:
    """Keys of the readings of sources as they are now, by repository; one task per bin."""
    if not bins:
        return {}
    opt_out = spark.sparkContext.broadcast(read_opt_out(options.opt_out, revoked))
    facts = read_metadata(options.metadata)
    plan = spark.sparkContext.broadcast([list(bin_) for bin_ in bins])

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                keys: dict[str, str] = {}
                for source in plan.value[number]:
                    known = facts.get(source.repo, UNKNOWN)
                    keys |= keys_of(source, options, known, opt_out.value, settings)
                yield pa.RecordBatch.from_arrays([pa.array(keys), pa.array(keys.values())], names=["repo", "key"])

    rows = spark.range(0, len(bins), 1, len(bins)).mapInArrow(read, "repo string, key string").collect()
    return {row["repo"]: row["key"] for row in rows}


def keys_of(source: SourceRef, options: Input, facts: Facts, opt_out: OptOut, settings: str) -> dict[str, str]:
    """Key of the reading of a source, of all texts of a file of them, by name; what is read is not kept."""
    if isinstance(source, TextsRef):
        return {name: reading_key(settings, name, source.place, None, None, [digest_of(file)])
                for name, file in read_texts(source, options, opt_out)}
    opened = read_source(source, options, opt_out)
    last_commit = opened.last_commit if facts.last_commit is None else facts.last_commit
    files = map(digest_of, opened.files)
    return {source.repo: reading_key(settings, source.repo, source.place, opened.commit, last_commit, files)}
