"""dedup: signatures in, duplicate repositories out.

No text is read or moved, and nothing that grows with the corpus comes to the driver.
"""

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Dedup
from pipeline.minhash import similarity
from pipeline.stages.candidates import candidate_pairs
from pipeline.stages.checkpoint import checkpointed
from pipeline.stages.clusters import decisions
from pipeline.stages.survivors import survivor_rank
from schemas import DUPLICATES

LINKS = pa.schema([
    ("better", pa.int64()), ("worse", pa.int64()), ("drops", pa.bool_()), ("is_near", pa.bool_()),
    ("similarity", pa.float64()), ("containment", pa.float64()), ("bands", pa.list_(pa.int32())),
])
ON_THE_DRIVER = 200_000  # links that the driver decides over; more are decided in rounds, with the same result


def find_duplicates(repos: DataFrame, options: Dedup, on_the_driver: int = ON_THE_DRIVER) -> DataFrame:
    """Rows of duplicates, sorted, in one partition, already computed.

    Exact duplicates are grouped by hash first. The best of each group goes on to MinHash LSH; pairs that meet are
    verified with their sketches, and the verified ones decide.

    Args:
        repos: the repos table; of its columns those that say who is better, content_hash, signature and sketch.
        options: thresholds, bands, order of survivors.
        on_the_driver: links that the driver may hold.
    """
    ranked = repos.where("content_hash is not null").withColumn("rank", survivor_rank(options))
    groups = ranked.groupBy("content_hash").agg(F.min("rank").alias("rank"), F.count("*").alias("members"))
    # Numbers ascend in survivor order, whatever the partitions.
    leaders = checkpointed(groups.orderBy("rank").select(
        F.monotonically_increasing_id().alias("number"), F.col("rank.repo").alias("repo"), "content_hash", "members"))
    signed = repos.where("signature is not null").select("repo", "signature", "sketch")
    best = signed.join(leaders.select("repo", "number"), on="repo")
    links = checkpointed(_links(candidate_pairs(best, options), best, options))
    decided = decisions(links, on_the_driver).withColumnRenamed("repo", "number")
    return checkpointed(_rows(ranked, leaders, decided, links))


def _links(pairs: DataFrame, best: DataFrame, options: Dedup) -> DataFrame:
    """Rows of LINKS: the pairs that are similar, or of which one contains the other, as their sketches say."""

    def compare(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            better, worse, bands, left, right = (batch.column(number).to_pylist() for number in range(5))
            found = []
            for a, b, met, x, y in zip(better, worse, bands, left, right, strict=True):
                jaccard, of_better, of_worse = similarity(x, y, options.sketch_size)
                is_near, enough = jaccard >= options.threshold, options.containment or 2
                if is_near or max(of_better, of_worse) >= enough:
                    found.append((a, b, is_near or of_worse >= enough, is_near, jaccard, max(of_better, of_worse), met))
            yield pa.RecordBatch.from_pylist([dict(zip(LINKS.names, row, strict=True)) for row in found], schema=LINKS)

    sketches = best.select("number", "sketch")
    joined = pairs.join(sketches.toDF("first", "left"), on="first").join(sketches.toDF("second", "right"), on="second")
    return joined.select("first", "second", "bands", "left", "right").mapInArrow(compare, from_arrow_schema(LINKS))


def _rows(ranked: DataFrame, leaders: DataFrame, decided: DataFrame, links: DataFrame) -> DataFrame:
    """Rows of duplicates: what was decided for the best of each group of equal content, for all of its members."""
    name = leaders.select("number", "repo")
    near = links.select(F.col("better").alias("survivor"), F.col("worse").alias("number"), "is_near", "similarity",
                        "containment", "bands")
    groups = leaders.join(decided, on="number", how="left").where("members > 1 or survivor is not null").select(
        "number", "content_hash", F.col("repo").alias("leader"), F.coalesce("survivor", "number").alias("survivor"),
        F.coalesce("cluster", "number").alias("cluster"),
    ).join(near, on=["survivor", "number"], how="left")
    named = groups.join(name.toDF("survivor", "survivor_name"), on="survivor").join(
        name.toDF("cluster", "cluster_name"), on="cluster")
    kind = F.when(F.col("is_near"), "near").when(F.col("is_near").isNotNull(), "contained").when(
        F.col("repo") == F.col("leader"), "survivor").otherwise("exact")
    rows = ranked.select("repo", "content_hash", "rank").join(named, on="content_hash").select(
        F.col("cluster").alias("place"), "number", "rank", F.col("cluster_name").alias("cluster"), "repo",
        F.col("survivor_name").alias("survivor"), kind.alias("kind"),
        F.coalesce("similarity", F.lit(1.0)).alias("similarity"),
        F.coalesce("containment", F.lit(1.0)).alias("containment"),
        F.coalesce("bands", F.expr("cast(array() as array<int>)")).alias("bands"),
    )
    return rows.repartition(1).sortWithinPartitions("place", "number", "rank").select(*DUPLICATES.names)
