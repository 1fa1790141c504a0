"""export: the trained documents of a version, with their text, in shuffled order."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

BYTES_PER_FILE = 128 << 20


def export(documents: DataFrame, corpus: DataFrame, total_bytes: int) -> DataFrame:
    """Rows of training_documents, spread and ordered by a hash of the document id: the same shuffle in every run.

    Args:
        documents: the documents table.
        corpus: the membership list.
        total_bytes: bytes of the documents table on disk, for choosing the number of files.
    """
    trained = corpus.where(F.col("fate") == "trained").select("document_id")
    span = "named_struct('path', s.path, 'language', s.language, 'licence', s.licence, 'header', s.header, " \
           "'start', s.start, 'end', s.end, 'trained', true)"
    rows = documents.join(trained, on="document_id", how="left_semi").select(
        "document_id",
        "repo",
        F.lit("code").alias("domain"),
        F.lit(1.0).alias("weight"),
        "language",
        "text",
        F.expr(f"transform(spans, s -> {span})").alias("spans"),
    )
    files = max(1, -(-total_bytes // BYTES_PER_FILE))
    return rows.repartition(files, F.xxhash64("document_id")).sortWithinPartitions(
        F.xxhash64("document_id"), "document_id"
    )
