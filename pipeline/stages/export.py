"""export: the trained documents of a version, with their text, in shuffled order."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pipeline.stages.masks import context_rules, merged_masks

TEXT_PER_FILE = 512 << 20  # bytes; about a quarter of it on disk


def export(documents: DataFrame, corpus: DataFrame) -> DataFrame:
    """Rows of training_documents, spread and ordered by a hash of the document id: the same shuffle in every run.

    Args:
        documents: the documents table.
        corpus: the membership list.
    """
    # Bytes of text, not of files: how well those compress depends on how the rows are spread over them.
    total = documents.agg(F.sum("bytes").alias("bytes")).first()
    trained = corpus.where(F.col("fate") == "trained").select("document_id", "masks")
    span = "named_struct('path', s.path, 'language', s.language, 'licence', s.licence, 'header', s.header, " \
           "'start', s.start, 'end', s.end, 'trained', rules[i] is null)"
    rows = documents.join(trained, on="document_id").withColumn("rules", context_rules("spans", "masks")).select(
        "document_id",
        "repo",
        "domain",
        F.lit(1.0).alias("weight"),
        "language",
        "text",
        F.expr(f"transform(spans, (s, i) -> {span})").alias("spans"),
        merged_masks("masks").alias("masks"),
    )
    files = max(1, -(-(total["bytes"] or 0) // TEXT_PER_FILE)) if total is not None else 1
    return rows.repartition(files, F.xxhash64("document_id")).sortWithinPartitions(
        F.xxhash64("document_id"), "document_id"
    )
