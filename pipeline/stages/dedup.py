"""dedup: signatures in, duplicate repositories and the membership list out. No text is read or moved."""

from collections.abc import Iterator
from itertools import chain, islice

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Dedup
from pipeline.dedup import Candidate, Similar, decide, pairs_of_bucket
from pipeline.minhash import band_keys, similarity
from schemas import DUPLICATES

# Pairs that a worker holds at once: one bucket of many members gives 64 for each of them.
PAIRS_PER_BATCH = 1 << 16
# Survivor order as Spark sorts it; the same as pipeline.dedup.rank.
_MASKS = "array<struct<start: bigint, end: bigint, rule: string, of: string>>"
RANK = "named_struct('stars', -coalesce(stars, -1), 'kept_files', -kept_files, 'repo', repo)"


def find_duplicates(repos: DataFrame, options: Dedup) -> DataFrame:
    """Rows of duplicates, sorted, in one partition.

    Exact duplicates are grouped by hash first. The best of each group goes on to MinHash LSH; pairs that meet in a band
    are verified with their sketches. Only verified pairs and members of groups come to the driver.
    """
    spark = repos.sparkSession
    known = repos.where("content_hash is not null").select(
        "repo", "stars", "kept_files", "content_hash", "signature", "sketch", F.expr(RANK).alias("rank")
    )
    leaders = known.groupBy("content_hash").agg(F.min_by("repo", "rank").alias("leader"), F.count("*").alias("members"))
    best = known.join(leaders.select(F.col("leader").alias("repo")), on="repo", how="left_semi")
    verified = _verified(_pairs(best, options), best, options).collect()
    similar = [Similar(row["first"], row["second"], row["similarity"], row["containment"]) for row in verified]
    paired = {name for pair in similar for name in (pair.first, pair.second)}
    members = _members(known, leaders, paired)
    return _frame(spark, decide(members, similar))


def membership(documents: DataFrame, duplicates: DataFrame) -> DataFrame:
    """Rows of corpus: every document with its fate, sorted by id, in partitions that do not depend on the cluster."""
    dropped = duplicates.where("survivor <> repo").select(
        "repo", "survivor", "similarity",
        F.when(F.col("kind") == "exact", "exact_duplicate").otherwise("near_duplicate").alias("rule"),
    )
    joined = documents.select("document_id", "repo").join(F.broadcast(dropped), on="repo", how="left")
    fate = F.when(F.col("rule").isNull(), "trained").otherwise("dropped").alias("fate")
    masks = F.expr(f"cast(array() as {_MASKS})").alias("masks")
    rows = joined.select("document_id", "repo", fate, "rule", "survivor", "similarity", masks)
    return rows.repartition(1, "document_id").sortWithinPartitions("document_id")


def _pairs(best: DataFrame, options: Dedup) -> DataFrame:
    """Different pairs of repositories that share a band; only names and band keys are shuffled."""

    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            names, ranks = batch.column("repo").to_pylist(), batch.column("rank")
            rows = [(band, number) for number, signature in enumerate(batch.column("signature").to_pylist())
                    for band in band_keys(signature, options)]
            places = pa.array([number for _, number in rows], pa.int64())
            yield pa.RecordBatch.from_arrays(
                [pa.array([band for band, _ in rows], pa.binary()), ranks.take(places),
                 pa.array([names[number] for _, number in rows], pa.string())],
                names=["band", "rank", "repo"],
            )

    def pairs(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        buckets = (names for batch in batches for names in batch.column(0).to_pylist())
        every = chain.from_iterable(map(pairs_of_bucket, buckets))
        while found := list(islice(every, PAIRS_PER_BATCH)):
            yield pa.RecordBatch.from_arrays(
                [pa.array([pair[side] for pair in found], pa.string()) for side in (0, 1)], names=["first", "second"]
            )

    rank_type = best.schema["rank"].dataType.simpleString()
    signed = best.where("signature is not null").select("repo", "rank", "signature")
    bands = signed.mapInArrow(keys, f"band binary, rank {rank_type}, repo string")
    buckets = bands.groupBy("band").agg(F.sort_array(F.collect_list("rank")).alias("members"))
    buckets = buckets.where(F.size("members") > 1)
    names = buckets.select(F.transform("members", lambda member: member["repo"]).alias("names")).distinct()
    return names.mapInArrow(pairs, "first string, second string").distinct()


def _verified(pairs: DataFrame, best: DataFrame, options: Dedup) -> DataFrame:
    """The pairs whose similarity, taken from their sketches, reaches the threshold."""

    def compare(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            first, second, left, right = (batch.column(number).to_pylist() for number in range(4))
            rows = [(a, b, *similarity(x, y, options.sketch_size))
                    for a, b, x, y in zip(first, second, left, right, strict=True)]
            kept = [row for row in rows if row[2] >= options.threshold]
            yield pa.RecordBatch.from_pylist(
                [dict(zip(("first", "second", "similarity", "containment"), row, strict=True)) for row in kept],
                schema=pa.schema([("first", pa.string()), ("second", pa.string()),
                                  ("similarity", pa.float64()), ("containment", pa.float64())]),
            )

    sketches = best.select("repo", "sketch")
    joined = pairs.join(sketches.toDF("first", "left"), on="first").join(sketches.toDF("second", "right"), on="second")
    return joined.select("first", "second", "left", "right").mapInArrow(
        compare, "first string, second string, similarity double, containment double"
    )


def _members(known: DataFrame, leaders: DataFrame, paired: set[str]) -> list[Candidate]:
    """Repositories of groups of equal content with more than one member, and of groups whose best has a pair."""
    # A table, not a list in the query: each name in a query costs a call to the JVM.
    names = pa.table({"leader": pa.array(sorted(paired), pa.string())})
    in_pairs = leaders.join(known.sparkSession.createDataFrame(names), on="leader", how="left_semi")
    wanted = leaders.where("members > 1").unionByName(in_pairs).select("content_hash")
    rows = known.join(wanted, on="content_hash", how="left_semi").select("repo", "stars", "kept_files", "content_hash")
    return [Candidate(**row.asDict()) for row in rows.collect()]


def _frame(spark: SparkSession, rows: list[dict[str, object]]) -> DataFrame:
    schema = from_arrow_schema(DUPLICATES.arrow)
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema=DUPLICATES.arrow), schema=schema).coalesce(1)
