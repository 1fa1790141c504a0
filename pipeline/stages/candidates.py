"""candidates: which repositories are worth comparing, from their signatures and smallest hashes."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from pipeline.config import Dedup
from pipeline.minhash import NEEDED, PROBES, band_keys, markers
from pipeline.minhash.markers import BYTES

# Of those that share a band, the first FULL in survivor order are all compared. A later one is compared with the first
# LATE / place of them, at least with LEAST, so that a band that a million share costs a few pairs for each.
FULL = 64
LATE = 4096
LEAST = 4
# A hash that more sets hold among their smallest says nothing; sets that have so much in common meet in bands.
COMMON = 1024


def candidate_pairs(best: DataFrame, options: Dedup) -> DataFrame:
    """Pairs of repositories that share a band, or of which one holds most of the smallest hashes of the other.

    Args:
        best: number (in survivor order), signature and sketch of repositories.
        options: shape of the bands, and whether containment is asked for.

    Returns:
        first, second (numbers, first < second), bands (numbers of the bands they share, ascending, as far as these were
        looked at; none for those that only hold one another's hashes).
    """
    met = meetings(_bands(best, options)).groupBy("first", "second").agg(
        F.sort_array(F.collect_list("band")).alias("bands"))
    if options.containment is None:
        return met
    probed = [F.sum(F.col(name).cast("int")) for name in ("of_first", "of_second")]
    held = meetings(_markers(best), COMMON).groupBy("first", "second").agg(F.greatest(*probed).alias("found"))
    both = met.unionByName(held.where(F.col("found") >= NEEDED).select(
        "first", "second", F.expr("cast(array() as array<int>)").alias("bands")))
    return both.groupBy("first", "second").agg(F.flatten(F.collect_list("bands")).alias("bands"))


def meetings(rows: DataFrame, most: int | None = None) -> DataFrame:
    """Pairs of different members with the same key, first < second.

    Args:
        rows: key, number, and either band or is_probe where the pairs are to have them.
        most: places in a key's order that are looked at; None for all.
    """
    placed = rows.withColumn("place", F.row_number().over(Window.partitionBy("key").orderBy("number")))
    if most is not None:
        placed = placed.where(F.col("place") <= most)
    heads = placed.where(F.col("place") < FULL).select(
        "key", F.col("number").alias("first"), F.col("place").alias("head"),
        *([F.col("is_probe").alias("of_first")] if "is_probe" in rows.columns else []))
    others = placed.where("place > 1").withColumnRenamed("number", "second")
    if "is_probe" in rows.columns:
        others = others.withColumnRenamed("is_probe", "of_second")
    reach = F.when(F.col("place") <= FULL, F.col("place") - 1).otherwise(
        F.greatest(F.lit(LEAST), (F.lit(LATE) / F.col("place")).cast("int")))
    return others.join(heads, on="key").where(F.col("head") <= reach)


def _bands(best: DataFrame, options: Dedup) -> DataFrame:
    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = [band_keys(signature, options) for signature in batch.column("signature").to_pylist()]
            yield _rows(batch, found, pa.binary(), "band", pa.array(
                [band for keys in found for band in range(len(keys))], pa.int32()))

    return best.select("number", "signature").mapInArrow(keys, "key binary, number bigint, band int")


def _markers(best: DataFrame) -> DataFrame:
    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = [markers(sketch) for sketch in batch.column("sketch").to_pylist()]
            yield _rows(batch, found, pa.int64(), "is_probe", pa.array(
                [place < PROBES for keys in found for place in range(len(keys))], pa.bool_()))

    beginning = F.substring("sketch", 1, BYTES).alias("sketch")
    return best.select("number", beginning).mapInArrow(keys, "key bigint, number bigint, is_probe boolean")


def _rows(
    batch: pa.RecordBatch, keys: Sequence[Sequence[object]], kind: pa.DataType, name: str, values: pa.Array
) -> pa.RecordBatch:
    """A row per key: the key, the number of its repository and one value."""
    owners = pa.array([place for place, found in enumerate(keys) for _ in found], pa.int64())
    numbers = batch.column("number").take(owners)
    flat = pa.array([key for found in keys for key in found], kind)
    return pa.RecordBatch.from_arrays([flat, numbers, values], names=["key", "number", name])
