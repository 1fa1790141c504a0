"""Batches of raw_files and the stars that go with them, without Spark."""

from pipeline.config import Input
from pipeline.sources.discover import discover
from pipeline.stages import ingest
from pipeline.stages.curate import Count
from pipeline.stages.ingest import read_metadata, source_batches
from schemas import RAW_FILES


def test_batches_are_bounded_in_bytes_and_rows(tmp_path, monkeypatch):
    for number in range(30):
        (tmp_path / f"f{number:02}.py").write_bytes(b"x" * 1000)
    (source,) = discover([str(tmp_path)], Input())
    whole = list(source_batches(source, Input(), 5))
    assert [batch.num_rows for batch in whole] == [30]
    assert all(batch.schema.equals(RAW_FILES.arrow) for batch in whole)
    monkeypatch.setattr(ingest, "BATCH_BYTES", 4000)
    bounded = list(source_batches(source, Input(), 5))
    assert [batch.num_rows for batch in bounded] == [4] * 7 + [2]
    monkeypatch.setattr(ingest, "BATCH_ROWS", 3)
    assert [batch.num_rows for batch in source_batches(source, Input(), 5)] == [3] * 10
    rows = [row for batch in bounded for row in batch.to_pylist()]
    assert [row for batch in whole for row in batch.to_pylist()] == rows
    assert {(row["repo"], row["stars"], row["source"]) for row in rows} == {
        (tmp_path.name, 5, f"folder:{source.location}")}


def test_stars_are_read_by_name(tmp_path):
    path = tmp_path / "stars.jsonl"
    path.write_text('{"repo": "a/b", "stars": 3, "more": []}\n\n{"repo": "c", "stars": 0}\n')
    assert read_metadata(str(path)) == {"a/b": 3, "c": 0}
    assert read_metadata(None) == {}


def test_files_are_counted_where_they_come_in(tmp_path):
    (tmp_path / "a.py").write_bytes(b"abc")
    (tmp_path / "b.py").symlink_to("a.py")
    from pipeline.sources import read_source

    (source,) = discover([str(tmp_path)], Input())
    count = Count()
    files = list(count.through(read_source(source, Input()).files))
    assert (count.files, count.size) == (len(files), 3 + len("a.py")) == (2, 7)
    assert count.paths_crc > 0
