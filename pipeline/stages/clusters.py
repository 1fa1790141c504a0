"""clusters: who stands for whom among linked repositories, on the driver or, where there are many links, in rounds."""

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pipeline.dedup import Link, decide
from pipeline.errors import MachineError
from pipeline.stages.checkpoint import checkpointed

ROUNDS = 100  # each halves what is open or better on all that is not made to be slow


def decisions(links: DataFrame, most: int) -> DataFrame:
    """Rows repo, survivor, cluster (all numbers) for every repository of the links: pipeline.dedup.decide.

    Args:
        links: better, worse, drops (pipeline.dedup.Link), already computed.
        most: links that the driver may hold.

    Raises:
        MachineError: too many links are left after ROUNDS.
    """
    links = links.select("better", "worse", "drops")
    if links.limit(most + 1).count() <= most:
        return _on_the_driver(links)
    dropped, stars = _survivors(links, most), _stars(links)
    repos = links.select(F.explode(F.array("better", "worse")).alias("repo")).distinct()
    return repos.join(dropped, on="repo", how="left").join(stars, on="repo", how="left").select(
        "repo", F.coalesce("survivor", "repo").alias("survivor"), F.coalesce("cluster", "repo").alias("cluster"))


def survivors(links: DataFrame, most: int) -> DataFrame:
    """Rows repo, survivor of those that are dropped: `decisions` without clusters."""
    links = links.select("better", "worse", "drops")
    if links.limit(most + 1).count() <= most:
        return _on_the_driver(links).where("survivor <> repo").select("repo", "survivor")
    return _survivors(links, most)


def _on_the_driver(links: DataFrame) -> DataFrame:
    found = decide([Link(*row) for row in links.collect()])
    columns = {name: pa.array([getattr(one, name) for one in found], pa.int64())
               for name in ("repo", "survivor", "cluster")}
    return links.sparkSession.createDataFrame(pa.table(columns))


def _survivors(links: DataFrame, most: int) -> DataFrame:
    """Rows repo, survivor of the repositories that are dropped.

    In each round those that nothing open could still drop are kept, and what they drop is dropped: from best to worst,
    everywhere at once.
    """
    drops = links.where("drops").select("better", "worse")
    open_, dropped = drops, []
    for _ in range(ROUNDS):
        open_ = checkpointed(open_)
        if open_.limit(most + 1).count() <= most:
            break
        kept = open_.select("better").distinct().join(
            open_.select(F.col("worse").alias("better")), on="better", how="left_anti")
        dropped.append(checkpointed(open_.join(kept, on="better", how="left_semi").select("worse").distinct()))
        open_ = open_.join(dropped[-1], on="worse", how="left_anti").join(
            dropped[-1].toDF("better"), on="better", how="left_anti")
    else:
        raise MachineError(f"deduplication: more than {most} links of duplicates are open after {ROUNDS} rounds")
    rest = _on_the_driver(open_.withColumn("drops", F.lit(True))).where("survivor <> repo")
    all_dropped = rest.select(F.col("repo").alias("better"))
    for part in dropped:
        all_dropped = all_dropped.unionAll(part.toDF("better"))
    kept = drops.join(all_dropped, on="better", how="left_anti")
    return kept.groupBy(F.col("worse").alias("repo")).agg(F.min("better").alias("survivor"))


def _stars(links: DataFrame) -> DataFrame:
    """Rows repo, cluster of all that are not the first of their cluster: large-star and small-star in turn.

    Kiveris et al., Connected Components in MapReduce and Beyond (2014). An edge leads from a number to a smaller one.
    """
    edges = checkpointed(links.select(F.col("worse").alias("repo"), F.col("better").alias("cluster")).distinct())
    before = None
    for _ in range(ROUNDS):
        edges = checkpointed(_small_star(_large_star(edges)))
        now = edges.agg(F.count("*"), F.bit_xor(F.xxhash64("repo", "cluster"))).first()
        if now == before:
            return edges
        before = now
    raise MachineError(f"deduplication: clusters of duplicates are not found after {ROUNDS} rounds")


def _large_star(edges: DataFrame) -> DataFrame:
    """Every neighbour that is larger than a number goes to its least neighbour, or to itself where it is less."""
    both = edges.unionAll(edges.select(F.col("cluster").alias("repo"), F.col("repo").alias("cluster")))
    least = both.groupBy("repo").agg(F.least("repo", F.min("cluster")).alias("least"))
    larger = both.where("cluster > repo").join(least, on="repo")
    return larger.select(F.col("cluster").alias("repo"), F.col("least").alias("cluster")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """A number and all its smaller neighbours go to the least of these."""
    least = edges.groupBy("repo").agg(F.min("cluster").alias("least"))
    moved = edges.join(least, on="repo").where("cluster <> least").select(
        F.col("cluster").alias("repo"), F.col("least").alias("cluster"))
    return least.toDF("repo", "cluster").unionAll(moved).distinct()
