"""Batches of raw_files and the stars that go with them, without Spark."""

from pipeline.config import Input
from pipeline.sources.discover import discover
from pipeline.sources.metadata import UNKNOWN, Facts, read_metadata
from pipeline.stages import raw_rows
from pipeline.stages.curate import Count
from pipeline.stages.ingest import source_batches
from schemas import RAW_FILES
from tests.pipeline.sources.reading import git, make_clone


def test_batches_are_bounded_in_bytes_and_rows(tmp_path, monkeypatch):
    for number in range(30):
        (tmp_path / f"f{number:02}.py").write_bytes(b"x" * 1000)
    (source,) = discover([str(tmp_path)], Input())
    facts = {source.repo: Facts(5, 2, 99)}
    whole = list(source_batches(source, Input(), facts))
    bare = [row for batch in source_batches(source, Input(), facts, with_text=False) for row in batch.to_pylist()]
    assert bare == [row | {"text": None} for batch in whole for row in batch.to_pylist()]
    assert [batch.num_rows for batch in whole] == [30]
    assert all(batch.schema.equals(RAW_FILES.arrow) for batch in whole)
    monkeypatch.setattr(raw_rows, "BATCH_BYTES", 4000)
    bounded = list(source_batches(source, Input(), facts))
    assert [batch.num_rows for batch in bounded] == [4] * 7 + [2]
    monkeypatch.setattr(raw_rows, "BATCH_ROWS", 3)
    assert [batch.num_rows for batch in source_batches(source, Input(), facts)] == [3] * 10
    rows = [row for batch in bounded for row in batch.to_pylist()]
    assert [row for batch in whole for row in batch.to_pylist()] == rows
    assert {tuple(row[name] for name in ("repo", "source", "stars", "forks", "last_commit")) for row in rows} == {
        (tmp_path.name, f"folder:{source.location}", 5, 2, 99)}


def test_a_clone_tells_the_time_of_its_commit_and_metadata_may_say_otherwise(tmp_path):
    clone = make_clone(tmp_path / "clone", {"a.py": b"a = 1\n"})
    (source,) = discover([str(tmp_path)], Input())
    time = int(git(clone, "show", "-s", "--format=%ct", "HEAD"))
    for facts, wanted in ((UNKNOWN, time), (Facts(last_commit=7), 7)):
        (batch,) = source_batches(source, Input(), {source.repo: facts})
        assert batch.column("last_commit").to_pylist() == [wanted]


def test_facts_are_read_by_name(tmp_path):
    path = tmp_path / "stars.jsonl"
    path.write_text('{"repo": "a/b", "stars": 3, "more": []}\n\n{"repo": "c", "stars": 0, "forks": 4}\n'
                    '{"repo": "d", "stars": 1, "forks": null, "last_commit": "1970-01-02T01:00:00+01:00"}\n'
                    '{"repo": "e", "stars": 1, "last_commit": "1970-01-01"}\n')
    assert read_metadata(str(path)) == {
        "a/b": Facts(3), "c": Facts(0, 4), "d": Facts(1, None, 86400), "e": Facts(1, None, 0)}
    assert read_metadata(None) == {}


def test_files_are_counted_where_they_come_in(tmp_path):
    (tmp_path / "a.py").write_bytes(b"abc")
    (tmp_path / "b.py").symlink_to("a.py")
    from pipeline.sources import read_source

    (source,) = discover([str(tmp_path)], Input())
    count = Count()
    files = list(count.through(read_source(source, Input()).files))
    assert (count.files, count.size) == (len(files), 3 + len("a.py")) == (2, 7)
    assert count.paths > 0
