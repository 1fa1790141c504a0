"""Parquet: only the columns asked for, in batches bounded in bytes, page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.sources.tabular.files import Piece, TableFile, parquet_metadata
from pipeline.sources.tabular.row import Row, descend

BATCH_BYTES = 8 << 20
BATCH_ROWS = 1024
_ELEMENTS = 64  # of a list that are made Python's at once
_BUFFER_BYTES = 1 << 20  # read at once of a column: a row group of gigabytes is never held


def read_groups(piece: Piece, columns: Sequence[str], nested: str | None = None) -> Iterator[Row]:
    """Rows of the row groups of a piece, with `nested` those of the elements of that list.

    Raises:
        OSError: the file cannot be read.
        pyarrow.ArrowException: it is damaged.
    """
    number = piece.first_row
    with piece.file.opened() as source:
        file = _opened(source)
        present = [column for column in columns if column in _names(file.schema_arrow)]
        for group in range(file.num_row_groups) if piece.row_groups is None else piece.row_groups:
            leaves = [*present, *_leaves(file.metadata.row_group(group), columns, nested)]
            rows = _batch_rows(file.metadata.row_group(group), leaves)
            for batch in file.iter_batches(rows, row_groups=[group], columns=leaves, use_threads=False):
                for values in _values(_as_bytes(batch), nested):
                    own = {column: descend(values, column) for column in columns}
                    for element in [None] if nested is None else _elements(values[nested]):
                        yield Row(number, own if nested is None else {**own, nested: element})
                    number += 1


def column_names(file: TableFile) -> list[str]:
    """Columns of a file; those in structs as `a.b`.

    Raises:
        InputError: the file cannot be read.
    """
    return _names(parquet_metadata(file).schema.to_arrow_schema())


def _opened(source: object) -> pq.ParquetFile:
    # Large types: the texts of one repository can have more bytes than 32-bit offsets reach.
    return pq.ParquetFile(source, pre_buffer=False, buffer_size=_BUFFER_BYTES, binary_type=pa.large_binary())


def _names(schema: pa.Schema) -> list[str]:
    structs = [field for field in schema if pa.types.is_struct(field.type)]
    return [*schema.names, *(f"{field.name}.{inner.name}" for field in structs for inner in field.type)]


def _leaves(group: "pq.RowGroupMetaData", columns: Sequence[str], nested: str | None) -> list[str]:
    """The leaves below a nested column that are asked for by their names; one at least, to tell how many there are."""
    paths = [group.column(number).path_in_schema for number in range(group.num_columns)]
    inside = [path for path in paths if nested is not None and path.startswith(f"{nested}.")]
    return [path for path in inside if set(path.split(".")[1:]) & set(columns)] or inside[:1]


def _values(batch: pa.RecordBatch, nested: str | None) -> Iterator[dict[str, Any]]:
    """The values of each row; of a nested column the Arrow array of its elements, whose texts are not made Python's."""
    if nested is None or nested not in batch.schema.names:
        yield from ({**values, nested: None} if nested else values for values in batch.to_pylist())
        return
    lists = batch.column(nested)
    others = batch.select([name for name in batch.schema.names if name != nested])
    outer = others.to_pylist() if others.num_columns else [{}] * batch.num_rows
    for number, values in enumerate(outer):
        yield {**values, nested: lists[number].values}


def _elements(array: pa.Array | None) -> Iterator[Any]:
    """The elements of a list one by one; None for none."""
    if array is None or not len(array):
        yield None
        return
    for start in range(0, len(array), _ELEMENTS):
        yield from array.slice(start, _ELEMENTS).to_pylist()


def _batch_rows(group: "pq.RowGroupMetaData", columns: Sequence[str]) -> int:
    """How many rows of a row group have about BATCH_BYTES in these columns."""
    chunks = [group.column(number) for number in range(group.num_columns)]
    size: int = sum(chunk.total_uncompressed_size for chunk in chunks
               if any(chunk.path_in_schema == name or chunk.path_in_schema.startswith(f"{name}.") for name in columns))
    rows: int = BATCH_BYTES * group.num_rows // max(1, size)
    return max(1, min(BATCH_ROWS, rows))


def _as_bytes(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same rows with the bytes of texts, which need not be the UTF-8 that they say they are."""
    fields = [field.with_type(_bytes_type(field.type)) for field in batch.schema]
    return batch.cast(pa.schema(fields))


def _bytes_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return _bytes_type(kind.value_type)
    if pa.types.is_string(kind) or pa.types.is_string_view(kind):
        return pa.binary()
    if pa.types.is_large_string(kind):
        return pa.large_binary()
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_bytes_type(field.type)) for field in kind])
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_bytes_type(kind.value_type)))
    if pa.types.is_large_list(kind):
        return pa.large_list(kind.value_field.with_type(_bytes_type(kind.value_type)))
    return kind
