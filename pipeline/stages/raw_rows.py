"""Rows of raw_files as Arrow batches bounded in bytes, and back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipeline.sources.raw_file import RawFile
from schemas import RAW_FILES

BATCH_BYTES = 8 << 20
BATCH_ROWS = 2000
# In the order of RawFile's fields.
FILE_COLUMNS = ("path", "size", "sha256", "encoding", "text", "problem", "detail", "licence", "language")


def file_columns(file: RawFile) -> dict[str, object]:
    """The columns of a file."""
    return {name: getattr(file, name) for name in FILE_COLUMNS}


def row_batches(rows: Iterable[Mapping[str, object]], schema: pa.Schema = RAW_FILES.arrow) -> Iterator[pa.RecordBatch]:
    """Batches of rows that have a column `text`, of about BATCH_BYTES of it at most."""
    waiting: list[Mapping[str, object]] = []
    held = 0
    for row in rows:
        text = row.get("text")
        waiting.append(row)
        held += len(text) if isinstance(text, bytes) else 0
        if held >= BATCH_BYTES or len(waiting) >= BATCH_ROWS:
            yield pa.RecordBatch.from_pylist(waiting, schema=schema)
            waiting, held = [], 0
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)


def batch_rows(batch: pa.RecordBatch) -> Iterator[tuple[dict[str, Any], RawFile]]:
    """Each row of a batch of raw_files: its columns that are no file's, and the file; the text as bytes."""
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["text"] = columns["text"].cast(pa.binary())
    values = {name: column.to_pylist() for name, column in columns.items()}
    others = [name for name in values if name not in FILE_COLUMNS]
    for number in range(batch.num_rows):
        file = RawFile(*(values[name][number] for name in FILE_COLUMNS))
        yield {name: values[name][number] for name in others}, file
