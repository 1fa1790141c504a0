import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import Output
from pipeline.errors import CorpusError
from pipeline.tables import PartWriter, TableWriters, read_files
from schemas import EDGES, ORDER


def edge(n, repo="r"):
    return {"repo": repo, "src": f"a{n:05d}.py", "dst": "b.py", "kind": "import", "line": n, "key": "k"}


def test_rows_come_back_as_written_with_the_declared_schema(tmp_path):
    writer = PartWriter(EDGES, tmp_path, "part-1", Output(), 1 << 20)
    rows = [edge(n) for n in range(10_000)]
    for row in rows:
        writer.add(row)
    part = writer.close()
    assert (part.rows, part.bytes) == (10_000, writer.path.stat().st_size)
    file = pq.ParquetFile(writer.path)
    assert file.schema_arrow.equals(EDGES.arrow)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert list(read_files([writer.path], "edges")) == rows


def test_row_groups_are_bounded_in_bytes(tmp_path):
    writer = PartWriter(EDGES, tmp_path, "part-1", Output(), 4096)
    writer.add_batch(pa.RecordBatch.from_pylist([edge(n) for n in range(2000)], schema=EDGES.arrow))
    writer.close()
    metadata = pq.ParquetFile(writer.path).metadata
    assert metadata.num_row_groups > 10
    assert sum(metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)) == 2000


def test_the_same_rows_are_the_same_bytes_however_they_are_added(tmp_path):
    rows = [edge(n) for n in range(3000)]
    digests = set()
    for number in range(2):
        writer = PartWriter(EDGES, tmp_path / str(number), "part", Output(), 1 << 16)
        for row in rows:
            writer.add(row)
        digests.add(writer.close().sha256)
    assert len(digests) == 1


def test_no_rows_no_file(tmp_path):
    assert PartWriter(EDGES, tmp_path, "part-1", Output(), 4096).close() is None
    assert list(tmp_path.rglob("*.parquet")) == []


def test_two_attempts_of_one_part_do_not_meet(tmp_path):
    for _ in range(2):
        with TableWriters(tmp_path, "part-1", Output()) as writers:
            writers.add("edges", edge(1))
            writers.add("order", {"repo": "r", "path": "a", "document": 0, "position": 0})
            assert [part.table for part in writers.close()] == ["edges", "order"]
    assert len(list((tmp_path / "edges").iterdir())) == 2


def test_a_flipped_bit_in_a_page_is_an_error_not_other_text(tmp_path):
    writer = PartWriter(ORDER, tmp_path, "part", Output(), 1 << 20)
    for n in range(500):
        writer.add({"repo": "r", "path": f"path/of/file{n * 7919}", "document": n, "position": 0})
    writer.close()
    data = bytearray(writer.path.read_bytes())
    data[200] ^= 1
    writer.path.write_bytes(data)
    with pytest.raises(CorpusError, match="damaged"):
        list(read_files([writer.path], "order"))


def test_rows_can_be_asked_for_by_value(tmp_path):
    writer = PartWriter(EDGES, tmp_path, "part", Output(), 1 << 20)
    for n in range(10):
        writer.add(edge(n, repo=f"r{n % 2}"))
    writer.close()
    found = read_files([writer.path], "edges", ["line", "repo"], {"repo": ["r1"]})
    assert [row["line"] for row in found] == [1, 3, 5, 7, 9]
    found = read_files([writer.path], "edges", ["line", "repo"], {"repo": ["r0", "r2"], "key": ["k"]})
    assert [row["line"] for row in found] == [0, 2, 4, 6, 8]
    assert list(read_files([writer.path], "edges", None, {"repo": []})) == []
