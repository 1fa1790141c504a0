"""Avro containers: every compression that BigQuery writes, damage that has a fate, and schemas without end."""

import io
import json
import zlib

import pyarrow as pa
import pytest
from fastavro import parse_schema, schemaless_writer

from pipeline.errors import InputError
from pipeline.sources.tabular import check_columns, pieces, read_piece, table_files

SCHEMA = {"type": "record", "name": "Root", "fields": [
    {"name": "id", "type": "string"}, {"name": "content", "type": ["null", "string"]},
    {"name": "difference", "type": {"type": "array", "items": {"type": "record", "name": "D", "fields": [
        {"name": "n", "type": ["null", "long"]}]}}}]}
ROWS = [{"id": f"x{n}", "content": None if n == 3 else "\u00fc" * n, "difference": [{"n": n}] * (n % 3)}
        for n in range(50)]
MARK = b"0123456789abcdef"


def long(value):
    value, found = (value << 1) ^ (value >> 63), b""
    while value > 127:
        found, value = found + bytes([value & 127 | 128]), value >> 7
    return found + bytes([value])


def text(data):
    return long(len(data)) + data


def container(codec="null", schema=SCHEMA, blocks=None, mark=MARK):
    """A file as the specification describes it."""
    packs = {"deflate": lambda data: zlib.compress(data, wbits=-15),
             "snappy": lambda data: pa.compress(data, "snappy", asbytes=True) + zlib.crc32(data).to_bytes(4, "big"),
             "zstandard": lambda data: pa.compress(data, "zstd", asbytes=True)}
    head = long(2) + text(b"avro.schema") + text(json.dumps(schema).encode())
    head += text(b"avro.codec") + text(codec.encode())
    found = b"Obj\1" + head + long(0) + MARK
    for count, data in blocks or [(20, records(ROWS[:20])), (30, records(ROWS[20:]))]:
        found += long(count) + text(packs.get(codec, bytes)(data)) + mark
    return found


def records(rows):
    file = io.BytesIO()
    for row in rows:
        schemaless_writer(file, parse_schema(SCHEMA), row)
    return file.getvalue()


def read(tmp_path, data, columns=("id", "content", "difference"), nested=None):
    (tmp_path / "a.avro").write_bytes(data)
    (file,) = table_files(str(tmp_path / "a.avro"))
    (piece,) = pieces(file, 1 << 20)
    return list(read_piece(piece, list(columns), 1 << 20, 1 << 30, nested))


@pytest.mark.parametrize("codec", ["null", "deflate", "snappy", "zstandard"])
def test_records_of_every_compression(tmp_path, codec):
    rows = read(tmp_path, container(codec))
    assert [row.values for row in rows] == ROWS
    assert [row.number for row in rows] == list(range(1, 51))


def test_elements_of_a_list(tmp_path):
    rows = read(tmp_path, container(), ("id", "n"), nested="difference")
    assert [row.values["difference"] for row in rows[:4]] == [None, {"n": 1}, {"n": 2}, {"n": 2}]


ENDLESS = {"type": "record", "name": "R", "fields": [{"name": "r", "type": ["null", "R"]}]}
OF_NOTHING = {**SCHEMA, "fields": [{"name": "id", "type": {"type": "array", "items": "null"}}]}


@pytest.mark.parametrize(("data", "read_first", "words"), [
    (container()[:-400], 20, "ends too early"),
    (container(mark=b"y" * 16), 20, "a block is damaged"),
    (container("lzma2"), 0, "compression lzma2 is not read"),
    (container(blocks=[(1 << 40, records(ROWS))]), 50, ""),
    (container(schema=ENDLESS), 0, "records that hold themselves"),
    (container(schema=OF_NOTHING), 0, "nothing"),
    (container(schema={"type": "record", "name": "Root", "fields": []}, blocks=[(1 << 60, b"")]), 0, "nothing"),
    (container(schema="string"), 0, "no records"),
    (b"Obj\1" + b"\xff" * 40, 0, "64 bits"), (b"Obj\1" + long(1) + long(1 << 50), 0, "a part of"), (b"", 0, "no Avro"),
])
def test_what_is_wrong_has_a_fate_and_what_came_before_is_read(tmp_path, data, read_first, words):
    *rows, last = read(tmp_path, data)
    assert len(rows) == read_first and all(row.problem is None for row in rows)
    assert last.problem == "damaged" and words in last.detail


def test_columns_are_looked_at(tmp_path):
    (tmp_path / "a.avro").write_bytes(container())
    (file,) = table_files(str(tmp_path))
    check_columns(file, {"repo": "id"}, "place")
    with pytest.raises(InputError, match=r"no column `contents` \(place\.text\); did you mean content"):
        check_columns(file, {"text": "contents"}, "place")
    (tmp_path / "a.avro").write_bytes(b"x")
    with pytest.raises(InputError, match="not an Avro file"):
        check_columns(file, {"repo": "id"}, "place")
