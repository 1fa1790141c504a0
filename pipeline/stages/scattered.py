"""scattered: files of a repository that are anywhere in a table come together, in one shuffle."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.config import Input
from pipeline.domains import CODE
from pipeline.sources.metadata import Facts
from pipeline.sources.opt_out import OptOut
from pipeline.sources.table_list import CONTENTS, LICENCES, ROWS, TablesRef
from pipeline.sources.tables import (
    Loose,
    read_contents,
    read_licences,
    read_loose,
    together,
)
from pipeline.stages.raw_rows import batch_rows, file_columns, row_batches
from schemas import RAW_FILES

Bins = Sequence[Sequence[TablesRef]]
Read = Callable[[TablesRef], Iterator[dict[str, object]]]
TEXT = ("size", "sha256", "encoding", "text", "problem", "detail")  # what a table of contents knows of a file
LOOSE = RAW_FILES.arrow.append(pa.field("id", pa.string()))
CONTENT = pa.schema([pa.field("id", pa.string()), *(RAW_FILES.arrow.field(name) for name in TEXT)])
LICENCE = pa.schema({"repo": pa.string(), "licence": pa.string()})
FEW = 100_000  # repositories
# Of rows that are not told apart by these, it does not matter which comes first.
ORDER = ("repo", "path", "size", "sha256", "problem", "commit", "stars", "source", "forks", "licence", "detail")


def gathered(
    spark: SparkSession, bins: Bins, options: Input, opt_out: "Broadcast[OptOut]",
    facts: "Broadcast[Mapping[str, Facts]]", with_text: bool = True, apart: Collection[int] | None = None,
) -> DataFrame:
    """Rows of raw_files of the repositories in tables whose files are scattered.

    They move once, by the name of their repository; where their texts are in a table of their own, texts move once
    more, by their id, to the files that have them. There are as many partitions as bins, whatever the cluster.

    Args:
        spark: the session.
        bins: pieces of the tables by task.
        options: limits of reading.
        opt_out: what is not to be read.
        facts: facts by repository, instead of those of the tables.
        with_text: whether the texts are asked for; else none is moved.
        apart: numbers of the partitions that are wanted, the others being empty; None for all.
    """
    stamp = bins[0][0].stamp
    entries = sorted({ref.entry for bin_ in bins for ref in bin_})
    frames = [_rows_of(spark, [[ref for ref in bin_ if ref.entry == entry] for bin_ in bins], options, with_text)
              for entry in entries]
    rows = frames[0]
    for frame in frames[1:]:
        rows = rows.unionByName(frame)

    def whole(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        loose = (_loose(row, file) for batch in batches for row, file in batch_rows(batch))
        return row_batches(raw_row(one) for one in together(loose, options, opt_out.value, facts.value, stamp))

    place = F.pmod(F.hash("repo"), F.lit(len(bins)))  # said here, so that a run that goes on says the same
    if apart is not None and len(apart) < len(bins):
        rows = rows.where(place.isin(*sorted(apart)))
    grouped = rows.select(*RAW_FILES.names).repartitionById(len(bins), place).sortWithinPartitions(*ORDER)
    return grouped.mapInArrow(whole, from_arrow_schema(RAW_FILES.arrow))


def raw_row(loose: Loose) -> dict[str, object]:
    """The row of raw_files of a file with its repository's columns."""
    return {"repo": loose.repo, "source": loose.source, "domain": CODE, "commit": loose.commit, **asdict(loose.facts),
            "stamp": loose.stamp, **file_columns(loose.file)}


def _loose(row: Mapping[str, Any], file: Any) -> Loose:
    facts = Facts(row["stars"], row["forks"], row["last_commit"])
    return Loose(row["repo"], row["commit"], facts, file, source=row["source"])


def _rows_of(spark: SparkSession, bins: Bins, options: Input, with_text: bool) -> DataFrame:
    """Loose rows of one entry, with texts and licences from the tables that have them."""
    less: dict[str, object] = {} if with_text else {"text": None}
    rows = _read(spark, bins, ROWS, LOOSE, lambda ref: ({**raw_row(one), "id": one.id, **less}
                                                        for one in read_loose(ref, options)))
    if _has(bins, LICENCES):
        stated = _read(spark, bins, LICENCES, LICENCE, lambda ref: (
            {"repo": repo, "licence": licence} for repo, licence in read_licences(ref, options)))
        all_of = F.array_join(F.array_sort(F.collect_set("licence")), " AND ").alias("stated")
        rows = rows.join(stated.groupBy("repo").agg(all_of).hint("merge"), on="repo", how="left").withColumn(
            "licence", F.coalesce("licence", "stated"))
    if not _has(bins, CONTENTS):
        return rows
    texts = _read(spark, bins, CONTENTS, CONTENT, lambda ref: (
        {name: value for name, value in {"id": key, **file_columns(file), **less}.items() if name in CONTENT.names}
        for key, file in read_contents(ref, options)))
    if _are_few(bins):  # what has changed since the version before: no other text is moved
        rows = rows.persist()
        texts = texts.join(F.broadcast(rows.select("id").distinct()), on="id", how="left_semi")
    texts = texts.select("id", *(F.col(name).alias(f"its_{name}") for name in TEXT))
    is_open = F.col("problem").isNull()
    found = {name: F.when(is_open, F.col(f"its_{name}")).otherwise(F.col(name)) for name in TEXT}
    missing = F.when(F.col("its_size").isNull(), "missing_object").otherwise(F.col("its_problem"))
    found["problem"] = F.when(is_open, missing).otherwise(F.col("problem"))
    found["size"] = F.coalesce(found["size"], F.lit(-1).cast("long"))
    # Spark takes rows that Python makes for few, and would send all texts to every worker.
    return rows.join(texts.hint("merge"), on="id", how="left").select(
        *(found[name].alias(name) if name in found else F.col(name) for name in RAW_FILES.names))


def _are_few(bins: Bins) -> bool:
    """Whether rows of few repositories are read, so that the names of their texts can be sent to every worker."""
    named = [ref.only for bin_ in bins for ref in bin_ if ref.table == ROWS]
    return None not in named and len(frozenset().union(*(only or () for only in named))) <= FEW


def _has(bins: Bins, table: str) -> bool:
    return any(ref.table == table for bin_ in bins for ref in bin_)


def _read(spark: SparkSession, bins: Bins, table: str, schema: pa.Schema, rows: Read) -> DataFrame:
    """The rows that `rows` gives for the pieces of a table, a task for each bin that has some."""
    mine = [chosen for bin_ in bins if (chosen := [ref for ref in bin_ if ref.table == table])]
    plan = spark.sparkContext.broadcast(mine)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from row_batches(_chained(rows, plan.value[number]), schema)

    frame = spark.range(0, len(mine), 1, max(1, len(mine)))
    return frame.mapInArrow(read, from_arrow_schema(schema))


def _chained(rows: Read, refs: Iterable[TablesRef]) -> Iterator[dict[str, object]]:
    for ref in refs:
        yield from rows(ref)
