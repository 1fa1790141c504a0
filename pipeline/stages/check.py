"""check: the conservation rules that hold between tables. A run that breaks one fails."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pipeline.fates import DROPPED, KEPT, PROBLEMS, RULES


class ConservationError(Exception):
    """A file was lost, doubled or has no fate: a bug, and the corpus must not be used."""


def check_curated(files: DataFrame, repos: DataFrame, documents: DataFrame, timings: DataFrame) -> None:
    """Every input file has exactly one fate, and exactly the kept ones are in documents.

    Raises:
        ConservationError: with all rules that are broken.
    """
    kept, dropped = F.col("fate") == KEPT, F.col("fate") == DROPPED
    ledger = files.agg(
        F.count("*").alias("rows"),
        F.count_if(kept).alias("kept"),
        F.count_if(dropped).alias("dropped"),
        F.count_if(kept & F.col("document_id").isNotNull() & F.col("rule").isNull()).alias("placed"),
        F.count_if(dropped & F.col("document_id").isNull() & F.col("rule").isin(*PROBLEMS, *RULES)).alias("ruled"),
    ).first()
    totals = repos.agg(
        F.count("*").alias("rows"), F.count_distinct("repo").alias("names"), F.sum("files").alias("files"),
        F.sum("kept_files").alias("kept"), F.sum("documents").alias("documents"),
    ).first()
    spans = documents.agg(F.count("*").alias("rows"), F.count_distinct("document_id").alias("ids"),
                          F.sum(F.size("spans")).alias("spans")).first()
    entered = timings.agg(F.sum("files").alias("files")).first()
    assert ledger is not None and totals is not None and spans is not None and entered is not None
    _equal({
        "rows of files and input rows counted before curation": (ledger["rows"], entered["files"] or 0),
        "rows of files and files counted in repos": (ledger["rows"], totals["files"] or 0),
        "kept plus dropped files and all files": (ledger["kept"] + ledger["dropped"], ledger["rows"]),
        "kept files and those with a document and no rule": (ledger["kept"], ledger["placed"]),
        "dropped files and those with a known rule and no document": (ledger["dropped"], ledger["ruled"]),
        "kept files and spans of documents": (ledger["kept"], spans["spans"] or 0),
        "documents and documents counted in repos": (spans["rows"], totals["documents"] or 0),
        "documents and different document ids": (spans["rows"], spans["ids"]),
        "rows of repos and different repositories (rows of one must be next to each other)":
            (totals["rows"], totals["names"]),
    })


def check_membership(documents: DataFrame, corpus: DataFrame, duplicates: DataFrame) -> None:
    """Every document has exactly one fate, and every duplicate names a survivor that is kept.

    Raises:
        ConservationError: with all rules that are broken.
    """
    members = corpus.agg(F.count("*").alias("rows"), F.count_distinct("document_id").alias("ids")).first()
    survivors = duplicates.where("survivor = repo").select("repo")
    lost = duplicates.where("survivor <> repo").join(
        survivors.withColumnRenamed("repo", "survivor"), on="survivor", how="left_anti"
    )
    total = documents.count()
    assert members is not None
    _equal({
        "documents and rows of corpus": (total, members["rows"]),
        "documents and different documents in corpus": (total, members["ids"]),
        "dropped repositories without a kept survivor and none": (lost.count(), 0),
    })


def _equal(pairs: dict[str, tuple[int, int]]) -> None:
    broken = [f"{name}: {left} and {right}" for name, (left, right) in pairs.items() if left != right]
    if broken:
        raise ConservationError("conservation broken:\n" + "\n".join(broken))
