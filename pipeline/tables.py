"""Tables as Parquet files: written in bounded row groups, committed by name, read back with their schema."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.config import Output
from pipeline.errors import CorpusError
from schemas import TABLES, Table

# Columns whose values are near random: a dictionary would only cost memory.
PLAIN = {"text", "sha256", "text_sha256", "document_id", "signature", "sketch", "content_hash"}
LISTS = {"spans", "blocks"}
BATCH_ROWS = 4096
ROW_BYTES, ELEMENT_BYTES = 32, 64  # of a row's numbers, and of an element of a list
EVERY: Mapping[str, Collection[str]] = {}  # any row


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table.

    Attributes:
        table: name of the table.
        file: file name in the table's folder.
        rows: rows in it.
        bytes: size of the file.
        sha256: hex SHA-256 of the file.
    """

    table: str
    file: str
    rows: int
    bytes: int
    sha256: str


PART_SCHEMA = pa.schema(
    {"table": pa.string(), "file": pa.string(), "rows": pa.int64(), "bytes": pa.int64(), "sha256": pa.string()}
)


def parts_batch(parts: Iterable[Part]) -> pa.RecordBatch:
    """Parts as one Arrow batch of PART_SCHEMA."""
    return pa.RecordBatch.from_pylist([asdict(part) for part in parts], schema=PART_SCHEMA)


class PartWriter:
    """Writes rows of one table to one Parquet file, in row groups bounded in bytes of text.

    The file is created with the first row; a part without rows leaves no file. Its name ends in a mark of this attempt,
    so that a task that runs twice never writes one file twice; the commit takes the mark away.
    """

    def __init__(self, table: Table, folder: Path, name: str, options: Output, row_group_bytes: int) -> None:
        """Prepare `folder/<table>/<name>~<attempt>.parquet`."""
        self.table = table
        self.path = folder / table.name / f"{name}~{uuid4().hex}.parquet"
        self._options = options
        self._limit = row_group_bytes
        self._writer: pq.ParquetWriter | None = None
        self._pending: list[pa.RecordBatch] = []
        self._pending_bytes = 0
        self._rows: list[Mapping[str, Any]] = []
        self._rows_bytes = 0
        self._written = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row: a value for every column of the table."""
        self._rows.append(row)
        self._rows_bytes += sum(len(value) for value in row.values() if isinstance(value, str | bytes | list))
        if len(self._rows) >= BATCH_ROWS or self._rows_bytes >= self._limit:
            self._flush_rows()

    def add_batch(self, batch: pa.RecordBatch) -> None:
        """Add the rows of an Arrow batch with the table's columns; how rows come in batches changes nothing."""
        self._flush_rows()
        self._append(batch.select(self.table.names).cast(self.table.arrow))

    def close(self) -> Part | None:
        """Finish the file; None when no row was added."""
        self._flush_rows()
        self._flush_group()
        if self._writer is None:
            return None
        self._writer.close()
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Part(self.table.name, self.path.name, self._written, self.path.stat().st_size, digest)

    def _flush_rows(self) -> None:
        if self._rows:
            batch = pa.RecordBatch.from_pylist(self._rows, schema=self.table.arrow)
            self._rows, self._rows_bytes = [], 0
            self._append(batch)

    def _append(self, batch: pa.RecordBatch) -> None:
        """Put rows into the group that is open; those that would take it over the limit begin the next ones."""
        ends, start = np.cumsum(_row_bytes(batch)), 0
        while start < batch.num_rows:
            before = int(ends[start - 1]) if start else 0
            end = int(np.searchsorted(ends, before + self._limit - self._pending_bytes, side="right"))
            if end == start and not self._pending:
                end += 1  # larger than any group
            self._pending.append(batch.slice(start, end - start))
            self._pending_bytes += (int(ends[end - 1]) if end else 0) - before
            if end < batch.num_rows:
                self._flush_group()
            start = end

    def _flush_group(self) -> None:
        if not self._pending:
            return
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(
                self.path, self.table.arrow, compression="zstd", compression_level=self._options.compression_level,
                use_dictionary=[name for name in self.table.names if name not in {*PLAIN, *LISTS}],
                column_encoding={f"blocks.list.element.{end}": "DELTA_BINARY_PACKED" for end in ("start", "end")}
                if "blocks" in self.table.names else None,
                write_page_checksum=True, write_statistics=[name for name in self.table.names if name != "text"],
            )
        # As one piece: pages would else begin where batches do.
        group = pa.Table.from_batches(self._pending, self.table.arrow).combine_chunks()
        self._pending, self._pending_bytes = [], 0
        self._writer.write_table(group, row_group_size=max(1, group.num_rows))
        self._written += group.num_rows


def _row_bytes(batch: pa.RecordBatch) -> NDArray[np.int64]:
    """About what each row holds in bytes: its texts, and something for every other value and element of a list."""
    total = np.full(batch.num_rows, ROW_BYTES, np.int64)
    for column in batch.columns:
        if pa.types.is_list(column.type):
            total += ELEMENT_BYTES * pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
        elif pa.types.is_string(column.type) or pa.types.is_binary(column.type):
            total += pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    return total


class TableWriters:
    """One PartWriter per table for the rows of one task, all under the same part name."""

    def __init__(self, folder: Path, name: str, options: Output) -> None:
        """Write parts called `name` below `folder`."""
        self._folder, self._name, self._options = folder, name, options
        self._writers: dict[str, PartWriter] = {}

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row to a table."""
        if table not in self._writers:
            self._writers[table] = PartWriter(
                TABLES[table], self._folder, self._name, self._options, self._options.row_group_bytes
            )
        self._writers[table].add(row)

    def close(self) -> list[Part]:
        """Finish all files."""
        parts = [writer.close() for _, writer in sorted(self._writers.items())]
        return [part for part in parts if part is not None]

    def __enter__(self) -> "TableWriters":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave unfinished files to the commit, which takes only parts that were reported."""


def write_rows(table: Table, rows: Iterable[Mapping[str, Any]], folder: Path, name: str, options: Output) -> list[Part]:
    """Write rows of a small table as one part; none without rows."""
    writer = PartWriter(table, folder, name, options, options.row_group_bytes)
    for row in rows:
        writer.add(row)
    part = writer.close()
    return [part] if part else []


def read_files(
    places: Iterable[Path], table: str, columns: list[str] | None = None, where: Mapping[str, Collection[str]] = EVERY
) -> Iterator[dict[str, Any]]:
    """Rows of files of a table whose columns have one of the values of `where`, with page checksums verified.

    Raises:
        CorpusError: a file is damaged.
    """
    import pyarrow.dataset as ds

    options = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    condition = None
    for name, values in where.items():
        valid = pa.array([value.encode("utf-8", "replace").decode() for value in values], pa.string())
        test = pc.field(name) == valid[0] if len(valid) == 1 else pc.field(name).isin(valid)
        condition = test if condition is None else condition & test
    # One file at a time, so that an error can say which.
    for path in places:
        try:
            data = ds.dataset(str(path), schema=TABLES[table].arrow, format="parquet")
            batches = data.to_batches(columns=columns, filter=condition, batch_size=64, fragment_scan_options=options)
            for batch in batches:
                yield from batch.to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise CorpusError(f"{path}: damaged: {str(error).splitlines()[0]}") from None
