"""This project with Spark: repositories are signed in tasks, and the stage finds duplicates."""

import sys
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Dedup, Spark
from pipeline.minhash import RepositorySketch
from pipeline.spark import session
from pipeline.stages.dedup import find_duplicates
from schemas import REPOS

options = Dedup(containment=None)
NAMES = ("repo", "licence", "stars", "forks", "last_commit", "kept_files", "content_hash", "signature", "sketch")
SCHEMA = pa.schema([REPOS.arrow.field(name) for name in NAMES])


def sign(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows of repos of documents."""
    for batch in batches:
        rows = []
        for one in batch.to_pylist():
            sketch = RepositorySketch(options)
            sketch.add(one["text"].encode())
            rows.append(dict.fromkeys(NAMES) | {
                "repo": one["id"], "kept_files": 1, "content_hash": one["id"], "signature": sketch.signature,
                "sketch": sketch.sketch})
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


with session("bench", Spark(master="local[2]")) as spark:
    repos = spark.read.parquet(sys.argv[1]).mapInArrow(sign, from_arrow_schema(SCHEMA)).localCheckpoint()
    found = find_duplicates(repos, options)
    print(repos.count() - found.where(F.col("repo") != F.col("survivor")).count())
