"""figures: what the report shows, as plain values, computed from the committed tables."""

from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pipeline.domains import CODE, OWN
from pipeline.fates import CONTEXT_ONLY, DROPPED, DUPLICATE_RULES, KEPT
from pipeline.report.mix import mix
from pipeline.report.sums import (
    FILE,
    GRAPH,
    LICENCE_RULES,
    MOST_ROWS,
    SOURCE,
    Figures,
    by_domain,
    by_language,
    counted,
    most,
    refused,
    sum_of,
    summed,
    totals,
)
from pipeline.stages.masks import context_rules


def figures(tables: Mapping[str, DataFrame], bytes_per_token: float) -> Figures:
    """Everything the report shows about a corpus except how the run went.

    The ledger is aggregated once, by domain, language, rule and parser outcome; what the report shows of it is summed
    up from these few rows.

    Args:
        tables: committed tables by name: files, repos, documents, edges, contamination,
            timings, duplicates, corpus.
        bytes_per_token: for document lengths in tokens.
    """
    fates = final_fates(tables["files"], tables["corpus"], tables["documents"])
    groups = _rows(fates.groupBy("domain", "language", "rule", "parse").agg(*_amounts()))
    named = fates.groupBy("fate", "rule", _name().alias("name")).agg(*_amounts()[:2])
    shown = named.where(F.col("rule").isNull() | F.col("rule").isin("language", *LICENCE_RULES))
    names = _rows(shown.orderBy(F.desc("files"), "name", "rule"))
    documents = tables["documents"].select(
        _bucket(F.col("bytes") / bytes_per_token).alias("tokens"), _bucket(F.size("spans")).alias("files"))
    lengths = _rows(documents.groupBy("tokens", "files").agg(F.count("*").alias("rows")))
    return {
        "summary": _summary(tables, groups),
        "funnel": summed(groups, "rule"),
        "funnel_by_language": summed(map(by_domain, groups), "language", "rule"),
        "languages": by_language(row for row in groups if row["domain"] in OWN),
        "mix": mix(groups),
        "licences": most([row for row in names if row["fate"] == "trained"], "licence"),
        "refused": refused(names),
        "not_listed_languages": most([row for row in names if row["rule"] == "language"], "language"),
        "parse": summed([row for row in groups if row["parse"] is not None], "parse"),
        "file_bytes": _histogram(fates.where("size >= 0"), "size"),
        "document_tokens": counted(lengths, "tokens"),
        "graph": {**_graph(tables, groups), "files_per_document": counted(lengths, "files")},
        "duplicates": _duplicates(tables),
        "masks": _masks(tables["corpus"]),
        "contamination": _contamination(tables["contamination"]),
        "redacted": _redacted(fates.where("fate = 'trained'")),
        "quality": _quality(tables["files"]),
        "slowest": _rows(tables["timings"].orderBy(F.desc("seconds"), "repo").limit(20)),
    }


def final_fates(files: DataFrame, corpus: DataFrame, documents: DataFrame) -> DataFrame:
    """The ledger with deduplication in it: fate `trained`, `context` or `dropped`, and the rule that decided."""
    # A document that is left out because all of it is context only: its files are told by why they are that.
    left_out = corpus.where((F.col("fate") == DROPPED) & (F.col("rule") != CONTEXT_ONLY)).select(
        "document_id", F.col("rule").alias("duplicate_rule"))
    masked = corpus.where("size(masks) > 0").join(documents.select("document_id", "spans"), on="document_id")
    rules = masked.select("document_id", F.posexplode(context_rules("spans", "masks")).alias("position", "mask_rule"))
    joined = files.join(left_out, on="document_id", how="left").join(
        rules.where("mask_rule is not null"), on=["document_id", "position"], how="left")
    is_trained = (F.col("fate") == KEPT) & F.col("duplicate_rule").isNull()
    return joined.select(
        *[name for name in files.columns if name not in ("fate", "rule")],
        F.when(~is_trained, DROPPED).when(F.col("mask_rule").isNotNull(), "context").otherwise("trained").alias("fate"),
        F.coalesce("rule", "duplicate_rule", "mask_rule").alias("rule"),
    )


def _name() -> Column:
    """What files of one fate are told apart by: licence, language; opted-out sources and files by which they are."""
    return F.when(F.col("rule") == "language", F.col("detail")).when(
        F.col("licence").isNotNull(), F.col("licence")).when(
        F.col("rule") == "opted_out", F.when(F.col("path") == "", SOURCE).otherwise(FILE))


def _amounts() -> list[Column]:
    """AMOUNTS as aggregates."""
    return [
        F.count("*").alias("files"),
        F.sum(F.greatest(F.col("size"), F.lit(0))).alias("bytes"),
        F.coalesce(F.sum("imports"), F.lit(0)).alias("imports"),
        F.coalesce(F.sum("imports_resolved"), F.lit(0)).alias("imports_resolved"),
        F.count_if(F.col("imports") > 0).alias("files_with_imports"),
        F.count_if(F.col("imports_resolved") > 0).alias("files_with_resolved"),
    ]


def _summary(tables: Mapping[str, DataFrame], groups: list[Figures]) -> Figures:
    is_code, is_kept = F.col("domain") == CODE, F.col("kept_files") > 0
    repos = _row(tables["repos"].agg(
        F.count_if(is_code).alias("repositories"), F.count_if(is_code & is_kept).alias("repositories_with_documents"),
        F.count_if(~is_code).alias("texts"), F.count_if(~is_code & is_kept).alias("texts_with_documents")))
    documents = _row(tables["documents"].agg(F.count("*").alias("documents"), F.sum("bytes").alias("document_bytes")))
    corpus = _row(tables["corpus"].agg(F.count_if(F.col("fate") == "trained").alias("trained_documents")))
    return {**repos, **documents, **corpus, **totals(groups)}


def _graph(tables: Mapping[str, DataFrame], groups: list[Figures]) -> Figures:
    repos = tables["repos"].agg(*[F.coalesce(F.sum(name), F.lit(0)).alias(name) for name in GRAPH],
                                F.max("largest_component").alias("largest_component"))
    kinds = tables["edges"].groupBy("kind").agg(F.count("*").alias("edges")).orderBy("kind")
    return {**_row(repos), "kinds": _rows(kinds),
            **{name: sum_of(groups, name) for name in ("files_with_imports", "files_with_resolved")}}


def _duplicates(tables: Mapping[str, DataFrame]) -> Figures:
    duplicates = tables["duplicates"]
    kinds = duplicates.groupBy("kind").agg(F.count("*").alias("repositories")).orderBy("kind")
    largest = duplicates.groupBy("cluster").agg(F.count("*").alias("members")).orderBy(F.desc("members"), "cluster")
    members = duplicates.join(largest.limit(MOST_ROWS), on="cluster").join(
        tables["repos"].select("repo", "source", "kept_files", "stars"), on="repo", how="left"
    ).orderBy(F.desc("members"), "cluster", F.desc("similarity"), "repo").limit(10 * MOST_ROWS)
    domains = tables["repos"].select("repo", (F.col("domain") == CODE).alias("is_code"))
    left_out = tables["corpus"].where(F.col("rule").isin(*DUPLICATE_RULES)).join(domains, on="repo")
    repository, text = (F.when(is_one, F.col("repo")) for is_one in (F.col("is_code"), ~F.col("is_code")))
    dropped = left_out.groupBy("rule").agg(
        F.count("*").alias("documents"), F.count_distinct(repository).alias("repositories"),
        F.count_distinct(text).alias("texts")).orderBy("rule")
    return {"clusters": largest.count(), "kinds": _rows(kinds), "dropped": _rows(dropped), "members": _rows(members)}


def _masks(corpus: DataFrame) -> list[Figures]:
    """Documents, masks and bytes that are context only, by rule."""
    masks = corpus.select("document_id", F.explode("masks").alias("mask")).select("document_id", "mask.*")
    counts = masks.groupBy("rule").agg(
        F.count_distinct("document_id").alias("documents"), F.count("*").alias("masks"),
        F.sum(F.col("end") - F.col("start")).alias("bytes"))
    return _rows(counts.orderBy("rule"))


def _contamination(hits: DataFrame) -> Figures:
    """Files, items and places by benchmark and method, and the first places."""
    counts = hits.groupBy("benchmark", "method").agg(
        F.count_distinct("repo", "path").alias("files"), F.count_distinct("item").alias("found_items"),
        F.count("*").alias("places"),
    ).orderBy("benchmark", "method")
    return {"benchmarks": _rows(counts), "places": _rows(hits.orderBy(*hits.columns).limit(MOST_ROWS))}


def _redacted(files: DataFrame) -> list[Figures]:
    """Files and places by kind of what was replaced in them."""
    kinds = files.select(F.explode("redacted").alias("one")).select("one.kind", "one.places")
    counts = kinds.groupBy("kind").agg(F.count("*").alias("files"), F.sum("places").alias("places"))
    return _rows(counts.orderBy("kind"))


def _quality(files: DataFrame) -> list[Figures]:
    """By language the files with a score, the tenths they fall into, their mean, and those dropped for it."""
    scored = files.where("quality is not null").select("language", "rule", "quality", _tenth().alias("tenth"))
    rows = _rows(scored.groupBy("language").agg(
        F.count("*").alias("files"), F.avg(F.col("quality").cast("double")).alias("mean"),
        F.count_if(F.coalesce(F.col("rule") == "low_quality", F.lit(False))).alias("dropped"),
        *[F.count_if(F.col("tenth") == tenth).alias(str(tenth)) for tenth in range(10)],
    ).orderBy(F.desc("files"), "language"))
    return [{"language": row["language"], "files": row["files"], "mean": round(row["mean"], 3),
             "dropped": row["dropped"], "tenths": [row[str(tenth)] for tenth in range(10)]} for row in rows]


def _tenth() -> Column:
    return F.least(F.floor(F.col("quality") * 10), F.lit(9))


def _bucket(value: Column) -> Column:
    """Lower bound of a value's bucket: 2^k for [2^k, 2^(k+1)), 0 for values below 1."""
    return F.when(value < 1, F.lit(0)).otherwise(F.pow(F.lit(2.0), F.floor(F.log2(value)))).cast("long")


def _histogram(frame: DataFrame, name: str) -> list[Figures]:
    return _rows(frame.groupBy(_bucket(F.col(name)).alias("from")).agg(F.count("*").alias("rows")).orderBy("from"))


def _rows(frame: DataFrame) -> list[Figures]:
    return [row.asDict() for row in frame.collect()]


def _row(frame: DataFrame) -> Figures:
    return _rows(frame)[0]
