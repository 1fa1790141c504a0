"""What every task that writes tables does: rows in, Parquet files out, their names reported."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql import DataFrame

from pipeline.config import Output
from pipeline.tables import Part, PartWriter, parts_batch
from schemas import Table

PARTS = "table string, file string, rows bigint, bytes bigint, sha256 string"


def write_table(frame: DataFrame, table: Table, folder: Path, options: Output, row_group_bytes: int) -> list[Part]:
    """Write the rows of a DataFrame as one file per partition, in the order they come in.

    The caller decides partitions and order; a table that must be the same bytes in every run needs both fixed.
    """

    def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        writer = PartWriter(table, folder, f"part-{partition():05d}", options, row_group_bytes)
        for batch in batches:
            writer.add_batch(batch)
        part = writer.close()
        yield parts_batch([part] if part else [])

    return collect_parts(frame.select(*table.names).mapInArrow(write, PARTS))


def collect_parts(parts: DataFrame) -> list[Part]:
    """The files that the tasks of a DataFrame of PARTS wrote, once each."""
    return [Part(**row.asDict()) for row in parts.collect()]


def partition() -> int:
    """Number of the partition that this task works on."""
    context = TaskContext.get()
    return context.partitionId() if context is not None else 0
