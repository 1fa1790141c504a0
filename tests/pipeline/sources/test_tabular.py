"""Files of rows: the same values from every format, in bounded batches, and a place for whatever is wrong."""

import bz2
import gzip
import json
import lzma
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import InputError
from pipeline.sources.paths import escape
from pipeline.sources.tabular import Piece, TableFile, check_columns, parquet, pieces, read_piece, table_files

ROWS = [{"id": number, "body": f"text {number} \u6d77", "meta": {"licence": "MIT" if number % 2 else None}}
        for number in range(7)]
COLUMNS = ["body", "id", "meta.licence"]


def write(path, rows=ROWS):
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    if path.suffix == ".zst":
        with pa.CompressedOutputStream(str(path), "zstd") as out:
            out.write(lines)
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=2)
    else:
        packed = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}.get(path.suffix, bytes)
        path.write_bytes(packed(lines))
    return path


def read(path, columns=COLUMNS, most_bytes=1 << 20, inflated=1 << 30, piece_bytes=1 << 30):
    (file,) = table_files(str(path))
    return [row for piece in pieces(file, piece_bytes) for row in read_piece(piece, columns, most_bytes, inflated)]


def plain(values):
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in values.items()}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson.gz", "a.json.bz2", "a.jsonl.xz", "a.JSONL.zst", "a.parquet"])
def test_every_format_gives_the_same_rows(tmp_path, name):
    found = read(write(tmp_path / name))
    assert [row.number for row in found] == list(range(1, 8))
    assert [plain(row.values) for row in found] == [
        {"body": row["body"], "id": row["id"], "meta.licence": row["meta"]["licence"]} for row in ROWS]


def test_the_first_bytes_tell_the_compression(tmp_path):
    write(tmp_path / "a.jsonl.gz").rename(tmp_path / "a.jsonl")
    assert len(read(tmp_path / "a.jsonl")) == 7


def test_files_are_listed_by_name_without_links_and_hidden_ones(tmp_path):
    for name in ("b.jsonl", "a/z.parquet", "a/_SUCCESS.json", ".hidden.jsonl", "a/.x/y.jsonl", "notes.txt", "a/B.PQ"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(b"12")
    (tmp_path / "link.jsonl").symlink_to("b.jsonl")
    (tmp_path / "loop").symlink_to(".")
    assert [(file.name, file.format, file.bytes) for file in table_files(str(tmp_path))] == [
        ("a/B.PQ", "parquet", 2), ("a/z.parquet", "parquet", 2), ("b.jsonl", "jsonl", 2)]
    (single,) = table_files(str(tmp_path / "b.jsonl"))
    assert (single.name, single.location) == ("b.jsonl", str(tmp_path / "b.jsonl"))


@pytest.mark.parametrize(("name", "message"), [("nowhere", "no such file"), ("notes.txt", "no file of rows"),
                                               (".", "no file of rows")])
def test_what_holds_no_rows_is_told(tmp_path, name, message):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match=message):
        table_files(str(tmp_path / name))


def test_a_parquet_file_is_cut_between_row_groups(tmp_path):
    (file,) = table_files(str(write(tmp_path / "a.parquet")))
    cut = pieces(file, 1)
    assert [(piece.row_groups, piece.first_row) for piece in cut] == [((0,), 1), ((1,), 3), ((2,), 5), ((3,), 7)]
    assert sum(piece.bytes for piece in cut) > 0
    assert [row.number for row in read(tmp_path / "a.parquet", piece_bytes=1)] == list(range(1, 8))
    whole = read(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet", piece_bytes=1) == whole
    pq.write_table(pa.table({"body": pa.array([], pa.string())}), tmp_path / "none.parquet")
    assert read(tmp_path / "none.parquet", ["body"]) == []


def test_batches_are_bounded_in_bytes_of_the_columns_read(tmp_path, monkeypatch):
    pq.write_table(pa.table({"body": ["x" * 1000] * 40, "other": ["y" * 9000] * 40}), tmp_path / "a.parquet",
                   compression="none", use_dictionary=False)
    sizes = []
    monkeypatch.setattr(parquet, "_as_bytes", lambda batch: sizes.append(batch.num_rows) or batch)
    monkeypatch.setattr(parquet, "BATCH_BYTES", 8000)
    assert len(read(tmp_path / "a.parquet", ["body"])) == 40
    assert set(sizes) == {7, 5}


def test_texts_of_any_arrow_type_are_bytes(tmp_path):
    words = ["sea", None, "sand"]
    bad = pa.Array.from_buffers(pa.string(), 3, pa.array([b"\xff", b"a", b"b"], pa.binary()).buffers())
    table = pa.table({
        "plain": pa.array(words), "large": pa.array(words, pa.large_string()),
        "view": pa.array(words, pa.string_view()), "dictionary": pa.array(words).dictionary_encode(),
        "list": pa.array([["a"], None, []]), "bad": bad,
        "inner": pa.array([{"a": [{"b": "c"}]}] * 3),
    })
    pq.write_table(table, tmp_path / "a.parquet")
    first, second, _ = (row.values for row in read(tmp_path / "a.parquet", [*table.column_names, "missing"]))
    assert [first[name] for name in ("plain", "large", "view", "dictionary")] == [b"sea"] * 4
    assert (first["list"], first["bad"], first["inner"]) == ([b"a"], b"\xff", {"a": [{"b": b"c"}]})
    assert (second["plain"], second["dictionary"], second["missing"]) == (None, None, None)


def test_a_bad_line_is_told_and_the_others_are_read(tmp_path):
    lines = [b'{"body": "good"}', b"", b'{"body": ', b"[1]", b"\xff\xfe", b"[" * 100_000,
             b'{"body": ' + b"1" * 5000 + b"}", b"x" * 300_000, b'{"body": "\\ud800"}', b'{"body": "last"}']
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    found = {row.number: row for row in read(tmp_path / "a.jsonl", ["body"], most_bytes=200_000)}
    assert set(found) == {1, 3, 4, 5, 6, 7, 8, 9, 10}
    assert {number: row.problem for number, row in found.items() if row.problem} == {
        3: "bad_row", 4: "bad_row", 5: "bad_row", 6: "bad_row", 7: "bad_row", 8: "too_large"}
    assert found[4].detail == "a JSON list, not an object"
    assert (found[9].values["body"], found[10].values["body"]) == ("\ud800", "last")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_damaged_file_ends_in_a_row_that_says_so(tmp_path, name):
    whole = write(tmp_path / name, [{"body": sha256(bytes([n % 251, n % 7])).hexdigest() * 40} for n in range(900)])
    (file,) = table_files(str(whole))
    (piece,) = pieces(file, 1 << 30)
    data = bytearray(whole.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2000] = b"\xff" * 2000
    whole.write_bytes(data)
    *rows, last = read_piece(piece, ["body"], 1 << 20, 1 << 30)
    assert last.problem == "damaged" and last.detail.startswith("not read from here on: ")
    assert [row.number for row in rows] == list(range(1, len(rows) + 1)) and last.number == len(rows) + 1


def test_a_bomb_is_stopped(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"0" * (8 << 20)))
    (row,) = read(tmp_path / "a.jsonl.gz", inflated=1 << 20, most_bytes=1 << 16)[-1:]
    assert row.problem == "bomb"


def test_a_file_that_is_gone_gives_a_row(tmp_path):
    piece = Piece(TableFile(escape(b"/nowhere/a.jsonl"), "a.jsonl", "jsonl", 1, "1 0"), None, 1, 1)
    assert [row.problem for row in read_piece(piece, ["body"], 9, 9)] == ["damaged"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_a_wrong_column_stops_a_run_before_it_starts(tmp_path, name):
    (file,) = table_files(str(write(tmp_path / name)))
    check_columns(file, {"text": "body", "licence_column": "meta.licence"}, "input.texts.0")
    with pytest.raises(InputError) as caught:
        check_columns(file, {"text": "bodi", "id": "key"}, "input.texts.0")
    line = ":1" if name == "a.jsonl" else ""
    assert f"{name}{line}: no column `bodi` (input.texts.0.text); did you mean body?" in str(caught.value)
    assert "no column `key` (input.texts.0.id); valid here: " in str(caught.value)


def test_columns_of_json_are_those_of_the_first_object(tmp_path):
    (tmp_path / "a.jsonl").write_text('broken\n[]\n{"body": 1}\n')
    (file,) = table_files(str(tmp_path))
    check_columns(file, {"text": "body"}, "")
    with pytest.raises(InputError, match=r"a\.jsonl:3: no column `text`"):
        check_columns(file, {"text": "text"}, "")
    (tmp_path / "a.jsonl").write_text("no object\n" * 50)
    check_columns(file, {"text": "text"}, "")


def test_what_is_no_parquet_is_told(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no more")
    (file,) = table_files(str(tmp_path))
    for look in (lambda: pieces(file, 1), lambda: check_columns(file, {}, "")):
        with pytest.raises(InputError, match="not a Parquet file, or a damaged one"):
            look()
    (tmp_path / "b.jsonl.gz").write_bytes(b"\x1f\x8bno more")
    with pytest.raises(InputError, match="cannot be read as JSON lines"):
        check_columns(table_files(str(tmp_path / "b.jsonl.gz"))[0], {}, "")
