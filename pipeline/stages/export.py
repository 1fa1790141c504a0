"""export: the trained documents of a version, with their text, in shuffled order."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pipeline.shuffle import BITS, file_count
from pipeline.stages.masks import context_rules, merged_masks


def export(documents: DataFrame, corpus: DataFrame, file_bytes: int) -> DataFrame:
    """Rows of training_documents, one partition per file, ordered by document id, which is a hash (pipeline.shuffle).

    Args:
        documents: the documents table.
        corpus: the membership list.
        file_bytes: text bytes of a file, about.
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
        "blocks",
    )
    assert total is not None, "sums have one row"
    files = file_count(total["bytes"] or 0, file_bytes)
    place = F.conv(F.substring("document_id", 1, BITS // 4), 16, 10).cast("long")
    number = F.shiftright(place, BITS - (files.bit_length() - 1)).cast("int")
    return rows.repartitionById(files, number).sortWithinPartitions("document_id")
