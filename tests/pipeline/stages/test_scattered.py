"""Tables through ingest: the rows of a clone, one shuffle where files are scattered and none where they are not."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import functions as F

from pipeline.config import Input, Tables
from pipeline.plan import spread
from pipeline.sources.discover import discover
from pipeline.sources.table_list import cut, find_tables
from pipeline.stages.ingest import ingest
from tests.pipeline.sources.reading import make_clone

pytestmark = pytest.mark.spark
REPOS = {f"o/r{number}": {f"{name}.py": f"VALUE = '{name} {number}'\n" for name in "abcdef"} for number in range(5)}
SAME = ("repo", "domain", "stars", "path", "size", "sha256", "encoding", "text", "problem", "detail")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One dump in every form."""
    root = tmp_path_factory.mktemp("tables")
    for repo, files in REPOS.items():
        make_clone(root / "clones" / repo, {path: text.encode() for path, text in files.items()})
    # By path, as dumps with a folder per language are: the files of a repository are far apart.
    flat = sorted((path, repo, text) for repo, files in REPOS.items() for path, text in files.items())
    rows = [{"repo_name": repo, "path": path, "code": text, "id": sha256(text.encode()).hexdigest()}
            for path, repo, text in flat]
    (root / "scattered").mkdir()
    for number in range(3):
        place = root / "scattered" / f"{number}.parquet"
        pq.write_table(pa.Table.from_pylist(rows[number::3]), place, row_group_size=2)
    lines = "".join(json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["repo_name"]))
    (root / "together.jsonl").write_text(lines)
    nested = [{"repo": repo, "files": [{"path": path, "text": text} for path, text in files.items()]}
              for repo, files in REPOS.items()]
    pq.write_table(pa.Table.from_pylist(nested), root / "nested.parquet", row_group_size=1)
    pq.write_table(pa.Table.from_pylist([{"id": row["id"], "content": row["code"]} for row in reversed(rows)]),
                   root / "contents.parquet", row_group_size=3)
    (root / "licences.jsonl").write_text('{"repo_name": "o/r1", "license": "mit"}\n')
    return root


FORMS = {
    "scattered": ({"path": "scattered", "preset": "github_code"}, 1),
    "together": ({"path": "together.jsonl", "preset": "github_code", "together": True}, 0),
    "nested": ({"path": "nested.parquet", "files": "files"}, 0),
    # Both sides of the join by id, and the files by their repository.
    "two tables": ({"path": "scattered", "preset": "bigquery", "columns": {"symlink": None},
                    "contents": "contents.parquet"}, 3),
}


def frame_of(spark, folder, form, piece_bytes=1, only=None, **more):
    entry = FORMS[form][0]
    paths = {name: str(folder / value) for name, value in entry.items() if name in ("path", "contents", "licences")}
    options = Input(tables=(Tables(**{**entry, **paths}),))
    refs = [replace(ref, only=only) for ref in cut(find_tables(options.tables), piece_bytes)]
    return ingest(spark, spread(refs, piece_bytes), options, **more)


def rows(frame):
    return [tuple(row[name] for name in SAME) for row in frame.collect()]


def exchanges(frame):
    """Shuffles of a frame that has not run."""
    return len(re.findall(r"\bExchange ", frame._jdf.queryExecution().executedPlan().toString()))


@pytest.mark.parametrize("form", FORMS)
def test_one_repository_in_every_form_gives_the_same_rows(spark, folder, form):
    cloned = rows(ingest(spark, spread(discover([str(folder / "clones")], Input()), 1 << 20), Input()))
    frame = frame_of(spark, folder, form)
    assert exchanges(frame) == FORMS[form][1]
    found = rows(frame)
    assert sorted(found) == sorted(cloned) and len(found) == 30
    assert len(list(groupby(row[0] for row in found))) == len(REPOS)  # next to each other


def test_pieces_and_partitions_change_nothing(spark, folder):
    few, many = (rows(frame_of(spark, folder, "scattered", size)) for size in (1 << 20, 1))
    assert sorted(few) == sorted(many)


def test_only_partitions_that_are_wanted_have_rows_and_the_same(spark, folder):
    def by_partition(**more):
        frame = frame_of(spark, folder, "scattered", **more).withColumn("partition", F.spark_partition_id())
        found = {}
        for row in frame.collect():
            found.setdefault(row["partition"], []).append(tuple(row[name] for name in SAME))
        return found

    every = by_partition()
    wanted = sorted(every)[::2]
    assert 1 <= len(wanted) < len(every)
    assert by_partition(apart=wanted) == {number: every[number] for number in wanted}


def test_of_few_repositories_no_other_text_is_moved(spark, folder):
    frame = frame_of(spark, folder, "two tables", only=frozenset({"o/r1", "o/r3"}))
    plan = frame._jdf.queryExecution().executedPlan().toString()
    assert "BroadcastHashJoin" in plan and "LeftSemi" in plan
    every = rows(frame_of(spark, folder, "two tables"))
    assert sorted(rows(frame)) == sorted(row for row in every if row[0] in ("o/r1", "o/r3")) and len(every) == 30


def test_texts_and_licences_that_are_missing(spark, folder, tmp_path):
    (tmp_path / "files.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [
        {"repo_name": "o/r1", "path": "a.py", "id": "nowhere"}, {"repo_name": "o/r1", "path": "../b.py", "id": "x"},
        {"repo_name": "o/r2", "path": "c.py", "id": "x"}]))
    (tmp_path / "contents.jsonl").write_text('{"id": "x", "content": "X = 1\\n"}\n')
    entry = Tables(path=str(tmp_path / "files.jsonl"), preset="bigquery", contents=str(tmp_path / "contents.jsonl"),
                   licences=str(folder / "licences.jsonl"))
    options = Input(tables=(entry,))
    frame = ingest(spark, spread(cut(find_tables(options.tables), 1 << 20), 1 << 20), options)
    found = {(row["repo"], row["path"]): (row["problem"], row["text"], row["licence"]) for row in frame.collect()}
    assert found == {("o/r1", "a.py"): ("missing_object", None, "MIT"), ("o/r1", "../b.py"): ("bad_path", None, "MIT"),
                     ("o/r2", "c.py"): (None, "X = 1\n", None)}
