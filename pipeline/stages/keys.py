"""keys: what the readings of sources are called, from rows of raw_files that need no text."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.sources.reading_key import digest_of, reading_key
from pipeline.stages.raw_rows import batch_rows
from schemas import SOURCES

Row = dict[str, Any]
READING = pa.schema([SOURCES.arrow.field(name) for name in ("repo", "source", "stamp", "stars", "forks", "key")])


def reading_keys(raw: DataFrame, settings: str) -> list[Row]:
    """Rows of READING for the repositories of raw_files, whose rows follow one another inside one partition."""

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pylist(list(keys_of(batches, settings)), schema=READING)

    return [row.asDict() for row in raw.mapInArrow(read, from_arrow_schema(READING)).collect()]


def keys_of(batches: Iterable[pa.RecordBatch], settings: str) -> Iterator[Row]:
    """The same for batches of raw_files; `settings` as for pipeline.sources.reading_key."""
    rows = (pair for batch in batches for pair in batch_rows(batch))
    for _, group in groupby(rows, key=lambda pair: (pair[0]["repo"], pair[0]["stamp"])):
        own: Row = {}
        files = []
        for own, file in group:  # noqa: B007 (they are all the same)
            files.append(digest_of(file))
        key = reading_key(settings, own["repo"], own["source"], own["commit"], own["last_commit"], files)
        yield {**{name: own[name] for name in READING.names if name != "key"}, "key": key}
