"""membership: which documents a version trains on, and which of their bytes are context only."""

from collections.abc import Sequence
from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pipeline.fates import CONTEXT_ONLY
from pipeline.stages.masks import MASK_TYPE, context_rules, disjoint_masks
from schemas import CORPUS

ROWS_PER_FILE = 1_000_000
RULES = {"exact": "exact_duplicate", "near": "near_duplicate", "contained": "contained_duplicate"}  # by kind


def membership(documents: DataFrame, duplicates: DataFrame, masks: Sequence[DataFrame] = ()) -> DataFrame:
    """Rows of corpus: every document with its fate, sorted by id, in partitions that do not depend on the cluster.

    Args:
        documents: the documents table, of which no text is read.
        duplicates: what find_duplicates said of their repositories.
        masks: what is context only, each with document_id, start, end, rule, of; they may overlap.
    """
    kinds = F.create_map(*(F.lit(text) for pair in RULES.items() for text in pair))
    dropped = duplicates.where("survivor <> repo").select(
        "repo", "survivor", "similarity", kinds[F.col("kind")].alias("rule"))
    joined = documents.select("document_id", "repo").join(dropped, on="repo", how="left")
    if masks:
        joined = joined.join(_masked(documents, masks), on="document_id", how="left")
    else:
        joined = joined.withColumn("masks", F.lit(None).cast(MASK_TYPE)).withColumn("is_context", F.lit(None))
    is_kept, is_context = F.col("rule").isNull(), F.coalesce("is_context", F.lit(False))
    rows = joined.select(
        "document_id", "repo", F.when(is_kept & ~is_context, "trained").otherwise("dropped").alias("fate"),
        F.coalesce("rule", F.when(is_context, CONTEXT_ONLY)).alias("rule"), "survivor", "similarity",
        F.coalesce(F.when(is_kept, F.col("masks")), F.array().cast(MASK_TYPE)).alias("masks"))
    files = max(1, -(-documents.count() // ROWS_PER_FILE))
    return rows.select(*CORPUS.names).repartition(files, "document_id").sortWithinPartitions("document_id")


def _masked(documents: DataFrame, masks: Sequence[DataFrame]) -> DataFrame:
    """Documents with masks: document_id, masks, and whether all of its files are context only."""
    every = reduce(DataFrame.unionByName, masks)
    found = every.groupBy("document_id").agg(disjoint_masks(
        F.collect_list(F.struct("start", "end", "rule", "of"))).alias("masks"))
    rules = documents.select("document_id", "spans").join(found, on="document_id").withColumn(
        "rules", context_rules("spans", "masks"))
    return rules.select("document_id", "masks", F.forall("rules", lambda rule: rule.isNotNull()).alias("is_context"))
