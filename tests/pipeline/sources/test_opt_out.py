"""Who opted out: the list in its three forms, its bad lines, and what it takes out."""

import json
import pickle

import pytest

from pipeline.config import Input
from pipeline.errors import InputError
from pipeline.sources import read_source
from pipeline.sources.opt_out import NOTHING, path_pattern, without
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.raw_file import RawFile, SourceRef

TEXT = """# who asked us
Pallets/Click   # by mail
solo
acme/*
lib-?.*

owner/name:docs
owner/name:*.pem
acme-*/x:src/*/private.py
licence:gpl-3.0
"""
FORMS = {
    "list.txt": TEXT,
    "list.yaml": "repositories: [Pallets/Click, solo,\n  'lib-?.*']\nowners: [acme]\n"
                 "paths:\n- owner/name:docs\n- owner/name:*.pem\n- acme-*/x:src/*/private.py\nlicences: [gpl-3.0]\n",
    "plain.yml": "".join(f"- {json.dumps(line.partition('#')[0].strip())}\n" for line in TEXT.splitlines()
                         if line.partition("#")[0].strip()),
    "list.jsonl": '{"repository": "Pallets/Click"}\n\n"solo"\n{"owner": "acme"}\n"lib-?.*"\n'
                  '{"path": "owner/name:docs"}\n{"path": "owner/name:*.pem"}\n"acme-*/x:src/*/private.py"\n'
                  '{"licence": "gpl-3.0"}\n',
}


@pytest.fixture(params=FORMS)
def listed(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(FORMS[request.param])
    return read_opt_out(str(path))


def kept(opt_out, repo, *paths):
    rows = without(iter([RawFile(path, 1, "0" * 64, "utf-8", b"x") for path in paths]), opt_out.paths(repo))
    return [row.path for row in rows if row.problem is None]


def test_repositories_and_owners_are_found_by_name(listed):
    out = ("pallets/click", "Pallets/Click", "pallets/click~src", "solo", "solo~0123", "acme/any", "ACME/thing",
           "lib-a.1")
    for repo in out:
        assert listed.repository(repo) is not None, repo
    for repo in ("click", "other/click", "pallets/click2", "me/solo", "acme", "acme2/x", "lib-ab.1", ""):
        assert listed.repository(repo) is None, repo


def test_paths_stand_for_what_is_below_them(listed):
    assert kept(listed, "Owner/Name", "docs", "docs/a/b.md", "docs2/a.md", "a/docs/x", "k.pem", "deep/k.pem", "k.pem.md"
                ) == ["docs2/a.md", "a/docs/x", "k.pem.md"]
    assert kept(listed, "acme-labs/x", "src/a/b/private.py", "src/private.py") == ["src/private.py"]
    assert kept(listed, "other/name", "docs/a.md") == ["docs/a.md"]


def test_licences_are_ids(listed):
    assert listed.licences == {"GPL-3.0-only"}


def test_a_list_goes_to_workers(listed):
    assert pickle.loads(pickle.dumps(listed)).repository("acme/x") == listed.repository("acme/x")


def test_the_first_line_that_fits_is_named(tmp_path):
    path = tmp_path / "list"
    path.write_text("# none\nacme/*\nacme/thing\nacme/thing:a\nacme/*:a\n")
    found = read_opt_out(str(path))
    assert str(found.repository("acme/thing")) == "line 2 of the list: acme/*"
    (row,) = without(iter([RawFile("a/b", 3, "0" * 64, "utf-8", b"x = 1")]), found.paths("acme/thing"))
    assert row == RawFile("a/b", 3, "0" * 64, problem="opted_out", detail="line 4 of the list: acme/thing:a")


def test_rows_that_stand_for_something_else_keep_their_problem():
    rows = [RawFile("", -1, problem="damaged"), RawFile("a", 1, problem="duplicate_path"),
            RawFile("a", 9, problem="too_large")]
    paths = [(path_pattern("*"), "all")]
    assert [row.problem for row in without(iter(rows), paths)] == ["damaged", "duplicate_path", "opted_out"]


def test_an_opted_out_source_is_not_opened(tmp_path):
    path = tmp_path / "list"
    path.write_text("gone\n")
    opened = read_source(SourceRef("git", str(tmp_path / "nowhere"), "gone", 0), Input(), read_opt_out(str(path)))
    assert (opened.commit, list(opened.files)) == (
        None, [RawFile("", -1, problem="opted_out", detail="line 1 of the list: gone")])


def test_without_a_list_nothing_is_opted_out():
    assert read_opt_out(None) is NOTHING
    assert NOTHING.repository("a/b") is None
    assert kept(NOTHING, "a/b", "x") == ["x"]


@pytest.mark.parametrize(("name", "text", "lines"), [
    ("a.txt", "ok/ok\nhttps://github.com/a/b\ngit@github.com:a/b\nplease remove a/b\n", {2: "address", 3: "address",
                                                                                       4: "no repository"}),
    ("a.txt", "a/\n/b\na//b\n*\n*/*\n", dict.fromkeys(range(1, 6), "no repository")),
    ("a.txt", "a/b:\n:x\na/b:/etc\na/b:../x\na\x07b\n", {1: "relative", 2: "no repository", 3: "relative",
                                                         4: "relative", 5: "control"}),
    ("a.txt", "licence:\nlicence:GPL\nlicence:MIT OR ISC\nlicence:LicenseRef-own\n",
     dict.fromkeys(range(1, 4), "no SPDX licence id")),
    ("a.jsonl", '{"repo": "a/b"}\n{"path": "a/b"}\n{"owner": "a:b"}\n[1]\n{\n""\n{"licence": 3}\n"a/b"\n',
     {1: "keys are", 2: "no path", 3: "no owner", 4: "keys are", 5: "not JSON", 6: "keys are", 7: "no text"}),
    ("a.jsonl", "[" * 100_000, {1: "JSON"}),
    ("a.yaml", "repositories:\n- a/b\n- {c: d}\n-\nowner: [x]\npaths: a/b:c\n",
     {3: "not an entry", 4: "not an entry", 5: "valid are", 6: "not a list"}),
    ("a.yaml", "repositories: [a/b\nowners: ]\n", {2: "not valid YAML"}),
    ("a.yaml", "just words\n", {1: "not a list"}),
])
def test_bad_lines_are_told_with_their_place(tmp_path, name, text, lines):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_opt_out(str(path))
    told = str(caught.value).splitlines()
    assert len(told) == len(lines)
    for line, (number, words) in zip(told, lines.items(), strict=True):
        assert line.startswith(f"{path}:{number}: ") and words in line


def test_many_bad_lines_are_counted(tmp_path):
    path = tmp_path / "list"
    path.write_text("a b\n" * 100)
    with pytest.raises(InputError) as caught:
        read_opt_out(str(path))
    assert str(caught.value).endswith("\nand 80 more")


def test_a_list_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "list").write_bytes(b"\xff\xfe")
    for name in ("list", "nowhere"):
        with pytest.raises(InputError, match=rf"{name}: cannot be read as an opt-out list"):
            read_opt_out(str(tmp_path / name))


def test_hashes_stand_for_files_wherever_they_are(tmp_path):
    texts = {"list.txt": f"sha256:{'AB' * 32}\n", "list.yaml": f"hashes: ['{'ab' * 32}']\n",
             "list.jsonl": json.dumps({"hash": "ab" * 32}) + "\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        found = read_opt_out(str(tmp_path / name))
        files = [RawFile(path, 1, digest, "utf-8", b"x") for path, digest in (("a", "ab" * 32), ("b", "0" * 64))]
        rows = list(without(iter([*files, RawFile("c", 1)]), [], found.hashes))
        assert [row.problem for row in rows] == ["opted_out", None, None]
        assert rows[0].text is None and rows[0].detail.startswith("line 1 of the list: sha256:")
    (tmp_path / "list.txt").write_text("sha256:12\n")
    with pytest.raises(InputError, match=r"list.txt:1: no SHA-256, which has 64 hex digits: 12"):
        read_opt_out(str(tmp_path / "list.txt"))


def test_what_was_revoked_is_told_from_the_list(tmp_path):
    (tmp_path / "list.txt").write_text("acme/a\n")
    found = read_opt_out(str(tmp_path / "list.txt"), ["acme/*", "other/b:docs"])
    assert str(found.repository("acme/a")) == "revoked: acme/*"
    assert str(found.paths("other/b")[0][1]) == "revoked: other/b:docs"
    assert str(read_opt_out(None, ["acme/a"]).repository("acme/a")) == "revoked: acme/a"
