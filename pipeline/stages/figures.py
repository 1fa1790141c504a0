"""figures: what the report shows, as plain values, computed from the committed tables."""

from collections.abc import Mapping
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pipeline.fates import DROPPED, DUPLICATE_RULES, KEPT

MOST_ROWS = 200
Figures = dict[str, Any]


def figures(tables: Mapping[str, DataFrame], bytes_per_token: float) -> Figures:
    """Everything the report shows about a corpus except how the run went.

    Args:
        tables: committed tables by name: files, repos, documents, timings, duplicates, corpus.
        bytes_per_token: for document lengths in tokens.
    """
    fates = final_fates(tables["files"], tables["corpus"]).cache()
    languages = by_language(fates)
    result = {
        "summary": _summary(tables, fates),
        "funnel": _rows(fates.groupBy("rule").agg(*_amounts()).orderBy("rule")),
        "funnel_by_language": _rows(fates.groupBy("language", "rule").agg(*_amounts()).orderBy("language", "rule")),
        "languages": _rows(languages),
        "licences": _rows(fates.where(F.col("fate") == "trained").groupBy("licence").agg(*_amounts())
                          .orderBy(F.desc("files"), "licence").limit(MOST_ROWS)),
        "not_listed_languages": _rows(fates.where("rule = 'language'").groupBy(F.col("detail").alias("language"))
                                      .agg(*_amounts()).orderBy(F.desc("files"), "language").limit(MOST_ROWS)),
        "parse": _rows(fates.where("parse is not null").groupBy("parse").agg(*_amounts()).orderBy("parse")),
        "file_bytes": _histogram(fates.where("size >= 0"), F.col("size")),
        "document_tokens": _histogram(tables["documents"], F.col("bytes") / bytes_per_token),
        "graph": _graph(tables, fates),
        "duplicates": _duplicates(tables),
        "slowest": _rows(tables["timings"].orderBy(F.desc("seconds"), "repo").limit(20)),
    }
    fates.unpersist()
    return result


def final_fates(files: DataFrame, corpus: DataFrame) -> DataFrame:
    """The ledger with deduplication in it: fate `trained` or `dropped`, and the rule that decided."""
    left_out = corpus.where(F.col("fate") == DROPPED).select("document_id", F.col("rule").alias("duplicate_rule"))
    joined = files.join(left_out, on="document_id", how="left")
    return joined.select(
        *[name for name in files.columns if name not in ("fate", "rule")],
        F.when((F.col("fate") == KEPT) & F.col("duplicate_rule").isNull(), "trained").otherwise(DROPPED).alias("fate"),
        F.coalesce("rule", "duplicate_rule").alias("rule"),
    )


def by_language(fates: DataFrame) -> DataFrame:
    """Files, bytes, resolved imports per language, the largest first."""
    trained = F.col("fate") == "trained"
    return fates.where("language is not null").groupBy("language").agg(
        *_amounts(),
        F.sum(trained.cast("long")).alias("trained_files"),
        F.sum(F.when(trained, F.col("size")).otherwise(0)).alias("trained_bytes"),
        _total("imports"),
        _total("imports_resolved"),
        F.sum((F.col("imports") > 0).cast("long")).alias("files_with_imports"),
        F.sum((F.col("imports_resolved") > 0).cast("long")).alias("files_with_resolved"),
    ).orderBy(F.desc("bytes"), "language")


def _amounts() -> list[Column]:
    return [F.count("*").alias("files"), F.sum(F.greatest(F.col("size"), F.lit(0))).alias("bytes")]


def _total(name: str) -> Column:
    return F.coalesce(F.sum(name), F.lit(0)).alias(name)


def _summary(tables: Mapping[str, DataFrame], fates: DataFrame) -> Figures:
    trained = F.col("fate") == "trained"
    files = _row(fates.agg(
        *_amounts(), F.sum(trained.cast("long")).alias("trained_files"),
        F.sum(F.when(trained, F.col("size")).otherwise(0)).alias("trained_bytes"),
        F.count_distinct("language").alias("languages"),
    ))
    repos = _row(tables["repos"].agg(F.count("*").alias("repositories"),
                                     F.sum((F.col("kept_files") > 0).cast("long")).alias("repositories_with_documents")))
    documents = _row(tables["documents"].agg(F.count("*").alias("documents"), F.sum("bytes").alias("document_bytes")))
    corpus = _row(tables["corpus"].agg(F.sum((F.col("fate") == "trained").cast("long")).alias("trained_documents")))
    return {**repos, **files, **documents, **corpus}


def _graph(tables: Mapping[str, DataFrame], fates: DataFrame) -> Figures:
    totals = ["edges", "components", "cycles", "cut_edges", "near_window", "near_deepseek", "near_random"]
    repos = tables["repos"].agg(*[F.coalesce(F.sum(name), F.lit(0)).alias(name) for name in totals],
                                F.max("largest_component").alias("largest_component"))
    files = fates.agg(F.sum((F.col("imports") > 0).cast("long")).alias("files_with_imports"),
                      F.sum((F.col("imports_resolved") > 0).cast("long")).alias("files_with_resolved"))
    kinds = tables["edges"].groupBy("kind").agg(F.count("*").alias("edges")).orderBy("kind")
    sizes = tables["documents"].select(F.size("spans").alias("n"))
    return {**_row(repos), **_row(files), "kinds": _rows(kinds), "files_per_document": _histogram(sizes, F.col("n"))}


def _duplicates(tables: Mapping[str, DataFrame]) -> Figures:
    duplicates = tables["duplicates"]
    kinds = duplicates.groupBy("kind").agg(F.count("*").alias("repositories")).orderBy("kind")
    largest = duplicates.groupBy("cluster").agg(F.count("*").alias("members")).orderBy(F.desc("members"), "cluster")
    members = duplicates.join(largest.limit(MOST_ROWS), on="cluster").join(
        tables["repos"].select("repo", "source", "kept_files", "stars"), on="repo", how="left"
    ).orderBy(F.desc("members"), "cluster", F.desc("similarity"), "repo").limit(10 * MOST_ROWS)
    dropped = tables["corpus"].where(F.col("rule").isin(*DUPLICATE_RULES)).groupBy("rule").agg(
        F.count("*").alias("documents"), F.count_distinct("repo").alias("repositories")).orderBy("rule")
    return {"clusters": largest.count(), "kinds": _rows(kinds), "dropped": _rows(dropped), "members": _rows(members)}


def _histogram(frame: DataFrame, value: Column) -> list[Figures]:
    """Counts by power of two: {"from": 2^k, "rows": n} for values in [2^k, 2^(k+1)); from 0 holds values below 1."""
    bucket = F.when(value < 1, F.lit(0)).otherwise(F.pow(F.lit(2.0), F.floor(F.log2(value)))).cast("long")
    return _rows(frame.groupBy(bucket.alias("from")).agg(F.count("*").alias("rows")).orderBy("from"))


def _rows(frame: DataFrame) -> list[Figures]:
    return [row.asDict() for row in frame.collect()]


def _row(frame: DataFrame) -> Figures:
    return _rows(frame)[0]
