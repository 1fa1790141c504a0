"""Avro container files, as BigQuery exports them (Avro 1.11 specification): block by block, inflated within bounds.

Records are decoded by fastavro; its own reader of containers inflates a block to whatever it holds.
"""

import io
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import pyarrow as pa
from fastavro import parse_schema, schemaless_reader

from pipeline.errors import InputError, StoreError
from pipeline.sources.rows import SourceError
from pipeline.sources.tabular.files import TableFile
from pipeline.sources.tabular.row import Row, rows_of

_MAGIC = b"Obj\x01"
_MARK_BYTES = 16
_HEADER_BYTES = 16 << 20
_BLOCK_BYTES = 256 << 20


def read_blocks(file: TableFile, columns: Sequence[str], nested: str | None = None) -> Iterator[Row]:
    """Rows of the records, with `nested` those of the elements under that name.

    Raises:
        OSError: the file cannot be read.
        SourceError: it is damaged or has what is not read.
    """
    number = 0
    with file.opened() as source:
        header, mark = _header(source)
        schema: Any = _schema(header)
        codec = header.get("avro.codec", b"null").decode("ascii", "replace")
        while source.peek(1):  # type: ignore[attr-defined]
            count, packed = _long(source), _sized(source, _BLOCK_BYTES)
            block = io.BytesIO(_inflated(codec, packed))
            for _ in range(count):
                number += 1
                record: Any = schemaless_reader(block, schema)
                yield from rows_of(number, record, columns, nested)
            if source.read(_MARK_BYTES) != mark:
                raise SourceError("a block is damaged", "damaged")


def avro_columns(file: TableFile) -> list[str]:
    """Columns of a file; those in records as `a.b`.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with file.opened() as source:
            fields = _schema(_header(source)[0])["fields"]
    except StoreError:
        raise
    except Exception as error:  # whatever is wrong with the header
        raise InputError(f"{file.location}: not an Avro file, or a damaged one: {error}") from None
    names = [field["name"] for field in fields]
    return [*names, *(f"{field['name']}.{inner['name']}" for field in fields if isinstance(field["type"], dict)
                      for inner in field["type"].get("fields", ()))]


def _header(source: BinaryIO) -> tuple[dict[str, bytes], bytes]:
    """Metadata of a file, and the mark that ends each block."""
    if source.read(len(_MAGIC)) != _MAGIC:
        raise SourceError("no Avro container", "damaged")
    found: dict[str, bytes] = {}
    while count := _long(source):
        if count < 0:
            _long(source)  # its size in bytes, for readers that skip it
        for _ in range(abs(count)):
            name = _sized(source, _HEADER_BYTES).decode("utf-8", "replace")
            found[name] = _sized(source, _HEADER_BYTES)
    return found, source.read(_MARK_BYTES)


def _schema(header: dict[str, bytes]) -> dict[str, Any]:
    schema = json.loads(header.get("avro.schema", b"null"))
    if not isinstance(schema, dict) or schema.get("type") != "record":
        raise SourceError("its rows are no records", "damaged")
    _check(schema, ())
    parsed: Any = parse_schema(schema)
    return parsed  # type: ignore[no-any-return]


def _check(schema: Any, around: tuple[object, ...]) -> None:
    """See that no value is without end: records in themselves, or any number of what takes no bytes.

    Args:
        schema: a part of a schema.
        around: names of the records that it is in.
    """
    kind = schema.get("type") if isinstance(schema, dict) else schema
    if isinstance(kind, str) and kind in around:
        raise SourceError("records that hold themselves are not read", "damaged")
    if isinstance(kind, list):
        for part in kind:
            _check(part, around)
    elif isinstance(kind, dict):
        _check(kind, around)
    elif kind == "record":
        for field in schema["fields"]:
            _check(field["type"], (*around, schema["name"]))
    elif kind == "array":
        _check(schema["items"], around)
    elif kind == "map":
        _check(schema["values"], around)
    if _is_empty(schema) or (kind == "array" and schema["items"] in ("null", {"type": "null"})):
        raise SourceError("records or lists of nothing are not read", "damaged")


def _is_empty(schema: Any) -> bool:
    """Whether a record or a text of fixed size takes no bytes."""
    kind = schema.get("type") if isinstance(schema, dict) else None
    if kind == "record":
        return all(field["type"] == "null" for field in schema["fields"])
    return kind == "fixed" and not schema.get("size")


def _inflated(codec: str, data: bytes) -> bytes:
    if codec == "null":
        return data
    if codec == "deflate":
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, _BLOCK_BYTES + 1)
    elif codec == "snappy":  # its length, and four bytes of checksum at the end
        size = _varint(io.BytesIO(data))
        found = pa.Codec("snappy").decompress(data[:-4], min(size, _BLOCK_BYTES + 1), asbytes=True)
    elif codec == "zstandard":
        found = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read(_BLOCK_BYTES + 1)
    else:
        raise SourceError(f"compression {codec} is not read; export with deflate, snappy, zstandard or none", "damaged")
    if len(found) > _BLOCK_BYTES:
        raise SourceError(f"a block inflates to more than {_BLOCK_BYTES} bytes", "bomb")
    return bytes(found)


def _sized(source: BinaryIO, most: int) -> bytes:
    size = _long(source)
    if not 0 <= size <= most:
        raise SourceError(f"a part of {size} bytes", "damaged")
    data = source.read(size)
    if len(data) < size:
        raise SourceError("ends too early", "damaged")
    return data


def _long(source: BinaryIO) -> int:
    value = _varint(source)
    return (value >> 1) ^ -(value & 1)


def _varint(source: BinaryIO) -> int:
    value = 0
    for shift in range(0, 70, 7):
        byte = source.read(1)
        if not byte:
            raise SourceError("ends too early", "damaged")
        value |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return value
    raise SourceError("a number of more than 64 bits", "damaged")
