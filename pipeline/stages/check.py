"""check: the conservation rules that hold between tables. A run that breaks one fails."""

from collections.abc import Sequence
from zlib import crc32

from pyspark.sql import Column, DataFrame, Row
from pyspark.sql import functions as F

from pipeline.conservation import require_equal
from pipeline.fates import CONTEXT_ONLY, DROPPED, KEPT, MASK_RULES, PROBLEMS, RULES
from pipeline.stages.masks import masked_bytes


def check_curated(
    files: DataFrame, repos: DataFrame, documents: DataFrame, timings: DataFrame, raw_files: int | None = None
) -> None:
    """Every input file has exactly one fate, and exactly the kept ones are in documents.

    Args:
        files: the ledger.
        repos: the repositories.
        documents: the documents.
        timings: what went into curation.
        raw_files: rows that ingest wrote; None when they were not written.

    Raises:
        ConservationError: with all rules that are broken.
    """
    ledger, spans = _ledger(files), _spans(documents)
    totals = _row(repos.agg(
        F.count("*").alias("rows"), F.count_distinct("repo").alias("names"), F.sum("files").alias("files"),
        F.sum("kept_files").alias("kept"), F.sum("documents").alias("documents"),
    ))
    whole = _row(documents.agg(F.count("*").alias("rows"), F.count_distinct("document_id").alias("ids")))
    entered = _row(timings.agg(F.sum("files").alias("files"), F.sum("paths_crc").alias("paths")))
    require_equal({
        "ledger": (ledger["rows"], entered["files"] or 0),
        "raw_files": (raw_files, None if raw_files is None else entered["files"]),
        "ledger_of_repos": (ledger["rows"], totals["files"] or 0),
        "fates": (ledger["kept"] + ledger["dropped"], ledger["rows"]),
        "placed": (ledger["kept"], ledger["placed"]),
        "ruled": (ledger["dropped"], ledger["ruled"]),
        "paths": (ledger["paths"], entered["paths"]),
        "spans": (ledger["kept"], spans["rows"]),
        "places": (ledger["places"], spans["places"]),
        "kept_of_repos": (ledger["kept"], totals["kept"] or 0),
        "documents_of_repos": (whole["rows"], totals["documents"] or 0),
        "document_ids": (whole["rows"], whole["ids"]),
        "repos": (totals["rows"], totals["names"]),
    })


def _ledger(files: DataFrame) -> Row:
    """Counts and sums over the ledger."""
    kept, dropped = F.col("fate") == KEPT, F.col("fate") == DROPPED
    return _row(files.agg(
        F.count("*").alias("rows"),
        F.sum(F.crc32("path")).alias("paths"),
        F.sum(F.when(kept, _place())).alias("places"),
        F.count_if(kept).alias("kept"),
        F.count_if(dropped).alias("dropped"),
        F.count_if(kept & F.col("document_id").isNotNull() & F.col("rule").isNull()).alias("placed"),
        F.count_if(dropped & F.col("document_id").isNull() & F.col("rule").isin(*PROBLEMS, *RULES)).alias("ruled"),
    ))


def _spans(documents: DataFrame) -> Row:
    """Counts and sums over the files in documents."""
    each = documents.select("document_id", F.posexplode("spans").alias("position", "span"))
    spans = each.select("document_id", "position", "span.path")
    return _row(spans.agg(F.count("*").alias("rows"), F.sum(_place()).alias("places")))


def check_membership(documents: DataFrame, corpus: DataFrame, duplicates: DataFrame) -> None:
    """Every document has exactly one fate, what is left out names what is kept in its place, and masks are in order.

    Raises:
        ConservationError: with all rules that are broken.
    """
    members = _row(corpus.agg(F.count("*").alias("rows"), F.count_distinct("document_id").alias("ids"),
                              F.sum(F.crc32("document_id")).alias("sum")))
    survivors = duplicates.where("survivor = repo").select("repo")
    lost = duplicates.where("survivor <> repo").join(
        survivors.withColumnRenamed("repo", "survivor"), on="survivor", how="left_anti"
    )
    total = _row(documents.agg(F.count("*").alias("rows"), F.sum(F.crc32("document_id")).alias("sum")))
    require_equal({
        "owners": (_without_owner(documents, corpus), 0),
        "members": (total["rows"], members["rows"]),
        "member_ids": (total["rows"], members["ids"]),
        "members_sum": (total["sum"], members["sum"]),
        "survivors": (lost.count(), 0),
        "masks": (_bad_masks(documents, corpus), 0),
    })


def _without_owner(documents: DataFrame, corpus: DataFrame) -> int:
    """Names of files that stand for others and are masked as duplicates themselves, or in no kept repository."""
    kept = corpus.where(f"fate = 'trained' or rule = '{CONTEXT_ONLY}'").select("document_id", "masks")
    masks = kept.select("document_id", F.explode("masks").alias("mask")).where("mask.rule = 'duplicate_file'")
    copies = masks.select("document_id", "mask.end", "mask.of")
    spans = documents.select("document_id", "repo", F.explode("spans").alias("span")).select(
        "document_id", "span.end", F.concat("repo", F.lit(":"), "span.path").alias("of"))
    owners = spans.join(kept, on="document_id", how="left_semi").join(
        copies, on=["document_id", "end"], how="left_anti")
    return copies.select("of").distinct().join(owners, on="of", how="left_anti").count()


def _bad_masks(documents: DataFrame, corpus: DataFrame) -> int:
    masked = corpus.where("size(masks) > 0").join(documents.select("document_id", "bytes"), on="document_id")
    rules = ", ".join(f"'{rule}'" for rule in MASK_RULES)
    bad = (f"exists(masks, m -> m.start >= m.end or m.end > bytes or m.rule not in ({rules})) or masks[0].start < 0 or "
           f"exists(slice(sequence(0, size(masks) - 1), 2, size(masks)), i -> masks[i].start < masks[i - 1].end)")
    return masked.where(f"fate = '{DROPPED}' and rule <> '{CONTEXT_ONLY}' or {bad}").count()


def check_readings(repos: DataFrame, current: Sequence[str]) -> None:
    """Every current reading of a repository has one row in repos, and there are no others.

    Args:
        repos: the repositories of the version.
        current: names of the repositories whose readings are current.

    Raises:
        ConservationError: with all rules that are broken.
    """
    found = _row(repos.agg(F.count("*").alias("rows"), F.count_distinct("repo").alias("names"),
                           F.sum(F.crc32("repo")).alias("sum")))
    require_equal({
        "readings": (len(current), found["rows"]),
        "readings_of_repos": (len(current), found["names"]),
        "readings_sum": (sum(crc32(repo.encode()) for repo in current), found["sum"] or 0),
    })


def check_exported(corpus: DataFrame, training_documents: DataFrame) -> None:
    """Exactly the trained documents of the membership list are exported, each once, and with their masks.

    Raises:
        ConservationError: with all rules that are broken.
    """
    wanted, found = (
        _row(frame.agg(F.count("*").alias("rows"), F.sum(F.crc32("document_id")).alias("sum"),
                       F.sum(masked_bytes("masks")).alias("masked")))
        for frame in (corpus.where(F.col("fate") == "trained"), training_documents))
    require_equal({
        "exported": (wanted["rows"], found["rows"]),
        "exported_sum": (wanted["sum"], found["sum"]),
        "masked": (wanted["masked"], found["masked"]),
    })


def _place() -> Column:
    """A number for where a file stands: sums of it differ when a row is lost and another doubled in its place."""
    return F.crc32(F.concat_ws("\0", *(F.col(name).cast("string") for name in ("document_id", "position", "path"))))


def _row(totals: DataFrame) -> Row:
    """The one row of totals over a table."""
    row = totals.first()
    assert row is not None
    return row
