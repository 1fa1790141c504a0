"""duplicate_files: files that a better kept repository has as well, equal or nearly so, as masks of their documents."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pipeline.config import Dedup
from pipeline.minhash import choose_bands, short_matrix, short_similarity
from pipeline.stages.candidates import meetings
from pipeline.stages.checkpoint import checkpointed
from pipeline.stages.clusters import survivors
from pipeline.stages.dedup import ON_THE_DRIVER
from pipeline.stages.survivors import survivor_rank


def duplicate_files(
    documents: DataFrame, repos: DataFrame, duplicates: DataFrame, ledger: DataFrame, options: Dedup,
    on_the_driver: int = ON_THE_DRIVER,
) -> DataFrame:
    """Masks of files that another kept file stands for: document_id, start, end, rule, of.

    Of equal files the best stands for the others. Of these bests, those that are similar to one of a better repository
    are masked, and so are their equals; who stands for whom is decided as for repositories (pipeline.dedup.decide).
    Files of the same repository that are only similar are all trained on.

    Args:
        documents: the documents table, of which no text is read.
        repos: the repos table.
        duplicates: what find_duplicates said of these repositories.
        ledger: the files table, of which the signatures are read where options.file_threshold asks for them.
        options: order of survivors; files of a repository go by path.
        on_the_driver: links between files that the driver may hold.
    """
    dropped = duplicates.where("survivor <> repo").select("repo")
    ranks = repos.select("repo", survivor_rank(options).alias("rank"))
    kept = documents.select("document_id", "repo", F.explode("spans").alias("span")).where(
        F.col("span.end") - F.col("span.start") >= options.file_min_bytes).join(dropped, on="repo", how="left_anti")
    files = kept.join(ranks, on="repo").select(
        F.unhex("span.sha256").alias("sha256"), F.struct("rank", "span.path").alias("place"), "document_id",
        F.col("span.header").alias("start"), F.col("span.end").alias("end"))
    owners = files.groupBy("sha256").agg(F.min("place").alias("owner"), F.count("*").alias("files"))
    if options.file_threshold is None:
        near = owners.where("files > 1").withColumn("survivor", F.lit(None).cast(owners.schema["owner"].dataType))
    else:
        survivor = near_duplicates(owners, ledger, options.file_threshold, options, on_the_driver)
        near = owners.join(survivor, on="sha256", how="left").where("files > 1 or survivor is not null")
    best = near.select("sha256", F.coalesce("survivor", "owner").alias("best"), F.col("survivor").isNotNull().alias(
        "is_near"))
    return files.join(best, on="sha256").where("place <> best").select(
        "document_id", "start", "end",
        F.when(F.col("is_near"), "near_duplicate_file").otherwise("duplicate_file").alias("rule"),
        F.concat("best.rank.repo", F.lit(":"), "best.path").alias("of"))


def near_duplicates(
    owners: DataFrame, ledger: DataFrame, threshold: float, options: Dedup, on_the_driver: int
) -> DataFrame:
    """Rows sha256, survivor of those files for which a similar one of another repository stands.

    Args:
        owners: sha256 of files, and owner: a struct of rank (which ends with the repository) and path.
        ledger: the files table.
        threshold: Jaccard similarity.
        options: shape of the bands.
        on_the_driver: links that the driver may hold.
    """
    signed = ledger.where("signature is not null").select("repo", "path", "signature")
    named = owners.select("sha256", "owner", F.col("owner.rank.repo").alias("repo"), F.col("owner.path").alias("path"))
    # Numbers ascend in survivor order, whatever the partitions.
    files = checkpointed(named.join(signed, on=["repo", "path"]).orderBy("owner").select(
        F.monotonically_increasing_id().alias("number"), "sha256", "owner", "repo", "signature"))
    bands, rows = choose_bands(threshold, options.permutations, options.false_negative_weight)
    pairs = meetings(files.select("number", F.explode(F.array(*(_band(band, rows) for band in range(bands)))).alias(
        "key"))).select("first", "second").distinct()
    links = checkpointed(_links(pairs, files, threshold, options.permutations))
    found = survivors(links, on_the_driver)
    return found.join(files.select(F.col("number").alias("repo"), "sha256"), on="repo").join(
        files.select(F.col("number").alias("survivor"), F.col("owner")), on="survivor").select(
        "sha256", F.col("owner").alias("survivor"))


def _band(number: int, rows: int) -> Column:
    """The bytes of a band of a signature, after its number."""
    return F.concat(F.lit(number.to_bytes(2, "little")), F.substring("signature", 1 + number * rows, rows))


def _links(pairs: DataFrame, files: DataFrame, threshold: float, permutations: int) -> DataFrame:
    """Rows better, worse, drops of the pairs of different repositories that are similar."""

    def compare(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            left, right = (short_matrix(batch.column(name), permutations) for name in ("left", "right"))
            found = batch.filter(pa.array(short_similarity(left, right) >= threshold))
            yield pa.RecordBatch.from_arrays(
                [found.column("better"), found.column("worse"), pa.array(np.ones(len(found), np.bool_))],
                names=["better", "worse", "drops"])

    own = files.select("number", "repo", "signature")
    joined = pairs.join(own.toDF("first", "better_repo", "left"), on="first").join(
        own.toDF("second", "worse_repo", "right"), on="second").where("better_repo <> worse_repo")
    return joined.select(F.col("first").alias("better"), F.col("second").alias("worse"), "left", "right").mapInArrow(
        compare, "better bigint, worse bigint, drops boolean")
