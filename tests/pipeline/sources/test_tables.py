"""Tables of repositories: the rows that a clone gives, whatever the layout of the table."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import Input, Tables
from pipeline.errors import ConfigError, InputError
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from pipeline.sources.layouts import layout_of
from pipeline.sources.metadata import Facts
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.tables import read_contents, read_licences, read_loose, together
from tests.pipeline.sources.reading import make_clone

FILES = {"a.py": b"import b\n", "b.py": b"VALUE = 1\n", "docs/\u6d77.md": "\u6d77\n".encode(), "empty.py": b"",
         "bom.py": b"\xef\xbb\xbfx = 1\n", "big.py": b"x = 1\n" * 200_000, "../out.py": b"x\n"}
REPOS = ("o/one", "o/two")
ROWS = [{"repo": repo, "path": path, "text": data.decode()} for repo in REPOS for path, data in FILES.items()]


def write(path, rows, **options):
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, **options)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def loose(*entries, **limits):
    refs = cut(find_tables([Tables(**entry) for entry in entries]), 1 << 20)
    return [one for ref in refs if ref.table == "rows" for one in read_loose(ref, Input(**limits))]


def by_path(rows):
    return {one.file.path: one.file for one in rows}


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
@pytest.mark.parametrize("nested", [False, True])
def test_a_table_gives_the_files_that_a_clone_gives(tmp_path, name, nested):
    make_clone(tmp_path / "one", {path: data for path, data in FILES.items() if not path.startswith("..")})
    (ref,) = discover([str(tmp_path / "one")], Input())
    cloned = {file.path: file for file in read_source(ref, Input()).files}
    rows = [{"repo": repo, "files": [{"path": row["path"], "text": row["text"], "other": 1} for row in ROWS
                                     if row["repo"] == repo]} for repo in REPOS] if nested else ROWS
    entry = {"path": write(tmp_path / name, rows), "together": True} | ({"files": "files"} if nested else {})
    whole = list(together(loose(entry), Input()))
    for repo in REPOS:
        found = by_path(one for one in whole if one.repo == repo)
        assert found.pop("../out.py").problem == "bad_path"
        assert found == cloned


def test_rows_without_a_name_a_path_or_a_text_have_a_fate(tmp_path):
    rows = [{"repo": "o/r", "path": "a.py", "text": None, "binary": True, "size": 9},
            {"repo": "o/r", "path": "b.py", "text": None, "size": 5 << 20}, {"repo": "o/r", "path": "c.py", "size": 3},
            {"repo": "o/r", "path": None, "text": "x"}, {"repo": None, "path": "d.py", "text": "x"},
            {"repo": "o/r", "path": "e.py", "text": 5}, {"repo": "o/r", "path": "f.py", "text": "\ud800"},
            {"repo": "o/r", "path": "g.py", "link": "a.py", "text": "x"}, {"repo": "x" * 900, "path": "h", "text": "x"}]
    path = write(tmp_path / "a.jsonl", [{"repo": "o/r", "path": "z.py", "text": "z = 1"}, *rows])
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write("broken\n")
    found = loose({"path": path, "columns": {"binary": "binary", "size": "size", "symlink": "link"}})
    assert [(one.repo, one.file.path, one.file.problem, one.file.size) for one in found[1:]] == [
        ("o/r", "a.py", "binary", 9), ("o/r", "b.py", "too_large", 5 << 20), ("o/r", "c.py", "missing_object", 3),
        ("o/r", "row 5", "bad_row", -1), ("a.jsonl:6", "", "bad_row", -1), ("o/r", "e.py", "bad_row", -1),
        ("o/r", "f.py", "undecodable", -1), ("o/r", "g.py", "symlink", 4), ("a.jsonl:10", "", "bad_row", -1),
        ("a.jsonl:11", "", "bad_row", -1)]


def test_commit_stars_and_licence_are_taken_as_stated(tmp_path):
    path = write(tmp_path / "a.parquet", [
        {"max_stars_repo_name": "o/r", "max_stars_repo_path": f"{n}.py", "content": f"x = {n}",
         "max_stars_count": 7 + n, "max_stars_repo_head_hexsha": "c0ffee",
         "max_stars_repo_licenses": ["MIT", "Apache-2.0"]} for n in range(3)])
    rows = list(together(loose({"path": path, "preset": "stack_v1"}), Input()))
    assert {(one.commit, one.facts.stars, one.file.licence) for one in rows} == {("c0ffee", 7, "Apache-2.0 AND MIT")}
    assert {one.facts for one in together(rows, Input(), known={"o/r": Facts(99, 3)})} == {Facts(99, 3)}


def test_what_an_element_does_not_say_its_row_says(tmp_path):
    path = write(tmp_path / "a.jsonl", [
        {"repo_name": "o/r", "licenses": ["MIT"], "revision_id": "1" * 40, "files": [
            {"path": "a.py", "content": "x = 1"}, {"path": "b.py", "content": "y = 1", "licenses": ["ISC"]}]},
        {"repo_name": "o/none", "files": []}])
    rows = loose({"path": path, "preset": "stack_v3"})
    assert [(one.repo, one.file.path, one.file.licence, one.commit) for one in rows] == [
        ("o/r", "a.py", "MIT", "1" * 40), ("o/r", "b.py", "ISC", "1" * 40), ("o/none", "", None, None)]
    assert rows[2].file.problem == "empty_source"


def test_whole_repositories_keep_the_rules_of_any_source(tmp_path):
    path = write(tmp_path / "a.jsonl", [{"repo": repo, "path": path, "text": "x = 1"} for repo, path in (
        ("o/r", "a.py"), ("o/r", "a.py"), ("o/r", "b.py"), ("o/gone", "a.py"), ("o/gone", "b.py"), ("o/s", "key.py"))])
    (tmp_path / "list.txt").write_text("o/gone\no/s:key.py\n")
    opt_out = read_opt_out(str(tmp_path / "list.txt"))
    rows = together(loose({"path": path, "together": True}), Input(max_repo_files=2), opt_out)
    assert [(one.repo, one.file.path, one.file.problem) for one in rows] == [
        ("o/r", "a.py", None), ("o/r", "a.py", "duplicate_path"), ("o/r", "", "too_many_files"),
        ("o/gone", "", "opted_out"), ("o/s", "key.py", "opted_out")]


def test_two_tables_and_licences(tmp_path):
    entry = {
        "path": write(tmp_path / "files.jsonl", [{"repo_name": "o/r", "path": "a.py", "id": "x1"},
                                                 {"repo_name": "o/r", "path": "../b.py", "id": "x2"}]),
        "contents": write(tmp_path / "contents.jsonl", [{"id": "x1", "content": "x = 1"}, {"id": None, "content": "y"},
                                                        {"id": 7, "content": None, "binary": True, "size": 3}]),
        "licences": write(tmp_path / "licences.jsonl", [{"repo_name": "o/r", "license": "mit"}]), "preset": "bigquery"}
    refs = {ref.table: ref for ref in cut(find_tables([Tables(**entry)]), 1)}
    assert [(one.id, one.file.path, one.file.problem) for one in read_loose(refs["rows"], Input())] == [
        ("x1", "a.py", None), ("x2", "../b.py", "bad_path")]
    assert [(name, file.text, file.problem) for name, file in read_contents(refs["contents"], Input())] == [
        ("x1", b"x = 1", None), ("7", None, "binary")]
    assert list(read_licences(refs["licences"], Input())) == [("o/r", "MIT")]


def test_files_that_may_not_be_cut_are_whole(tmp_path):
    path = write(tmp_path / "a.parquet", ROWS, row_group_size=2)
    pieces = {together: len(cut(find_tables([Tables(path=path, together=together)]), 1)) for together in (True, False)}
    assert pieces == {True: 1, False: 7}


def test_columns_read_of_nested_files_are_those_asked_for(tmp_path, monkeypatch):
    from pipeline.sources.tabular import parquet

    path = write(tmp_path / "a.parquet", [{"repo": "o/r", "files": [
        {"path": f"{n}.py", "text": "x = 1", "other": "y" * 100} for n in range(200)]}])
    seen = []
    real = parquet._as_bytes
    monkeypatch.setattr(parquet, "_as_bytes", lambda batch: seen.append(batch.schema) or real(batch))
    assert len(loose({"path": path, "files": "files"})) == 200
    assert {field.name for field in seen[0].field("files").type.value_type} == {"path", "text"}


@pytest.mark.parametrize(("values", "message"), [
    ({"preset": "stack"}, "no such preset as stack; did you mean stack_v"),
    ({"columns": {"name": "x"}}, r"columns\.name: no such column of a table"),
    ({"columns": {"text": None}}, "says nothing of text"),
    ({"contents": "x"}, "contents_columns: says nothing of id, text"),
    ({"licences": "x"}, "licences_columns: says nothing of repo, licence"),
    ({"preset": "bigquery"}, "says nothing of text"), ({"preset": "bigquery", "contents": "x"}, None),
])
def test_layouts_are_checked(values, message):
    if message is None:
        assert layout_of(Tables(path="x", **values), "input.tables.0").is_scattered
        return
    with pytest.raises(ConfigError, match=message):
        layout_of(Tables(path="x", **values), "input.tables.0")


def test_wrong_columns_stop_a_run_before_it_starts(tmp_path):
    path = write(tmp_path / "a.jsonl", [{"repo_name": "o/r", "path": "a", "content": "x"}])
    with pytest.raises(InputError, match=r"a\.jsonl:1: no column `repo` .*did you mean repo_name"):
        cut(find_tables([Tables(path=path)]), 1)


@pytest.mark.parametrize("preset", ["rows", "github_code", "stack_v1", "stack_v3"])
def test_presets_are_whole(preset):
    layout = layout_of(Tables(path="x", preset=preset), "")
    assert {"repo", "path", "text"} <= set(layout.columns)
    assert layout.is_scattered == (preset != "stack_v3")
