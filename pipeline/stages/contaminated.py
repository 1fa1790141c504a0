"""contaminated: the lines of kept files that hold benchmark items, as masks of documents."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F


def contaminated_lines(documents: DataFrame, contamination: DataFrame) -> DataFrame:
    """Masks of the lines around benchmark items: document_id, start, end, rule, of; they may overlap.

    Args:
        documents: the documents table, of which no text is read.
        contamination: the contamination table. Rows of files that are in no document say nothing here.
    """
    files = documents.select("document_id", "repo", F.explode("spans").alias("span")).select(
        "document_id", "repo", F.col("span.path").alias("path"), F.col("span.start").alias("text"))
    hits = contamination.where("masked_start is not null")
    return files.join(hits, on=["repo", "path"]).select(
        "document_id", (F.col("text") + F.col("masked_start")).alias("start"),
        (F.col("text") + F.col("masked_end")).alias("end"), F.lit("contaminated_lines").alias("rule"),
        F.concat_ws(" ", "benchmark", "item").alias("of")).distinct()
