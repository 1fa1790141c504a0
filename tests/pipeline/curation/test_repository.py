"""One repository through curation: rows that agree with one another, whatever the order of the files."""

import json
import random
from dataclasses import replace
from hashlib import sha256

import pytest

from pipeline.config import Licences, Parsing, Quality, Run, build_run
from pipeline.curation.repository import curate_repository
from pipeline.languages.catalogue import languages
from pipeline.licence_policy import licence_policy
from pipeline.parsing.leash import Parser
from pipeline.quality.model import read_model
from pipeline.sources.raw_file import RawFile
from schemas import TABLES
from tests.pipeline.curation.reading import INFO, curated, raw, tools
from tests.pipeline.decontamination.items import INDEX, QUESTION, RENAMED

SHIPPED = read_model()
FILES = [
    raw("a.py", b"import b\n\n\ndef a():\n    return b.b()\n"),
    raw("b.py", b"import c\n\n\ndef b():\n    return c.c()\n"),
    raw("c.py", b"import a\n\n\ndef c():\n    return 'a cycle'\n"),
    raw("user.py", b"import a\nimport missing\n\nprint(a.a())\n"),
    raw("alone.py", b"# SPDX-License-Identifier: BSD-3-Clause\nVALUE = 'alone'\n"),
    raw("sub/mod.js", b"import './other.js';\n"),
    raw("sub/other.js", b"export const other = 'something';\n"),
    raw("sub/LICENSE", b"Permission is hereby granted, free of charge, to any person obtaining a copy of nothing.\n"),
    raw("pyproject.toml", b"[project]\nname = 'name'\nlicense = 'MIT'\n"),
    raw("blank.py", b" \n"),
    raw("broken.py", b"def (:\n ]] class = ((\n" * 20),
    RawFile("link", 4, problem="symlink", detail="a.py"),
    RawFile("huge.py", 1 << 30, problem="too_large"),
    RawFile("a.py", 5, problem="duplicate_path"),
    RawFile("", -1, problem="too_many_files", detail="only the first 13 files were read"),
]


@pytest.fixture(scope="module")
def parser():
    with Parser(Parsing(), languages()) as parser:
        yield parser


@pytest.fixture(scope="module")
def tables(parser):
    return curated(FILES, parser)


def test_rows_have_the_columns_of_their_tables(tables):
    assert set(tables) == {"documents", "edges", "files", "repos"}
    for name, found in tables.items():
        assert all(set(row) | {"key"} == set(TABLES[name].names) for row in found)


def test_every_file_has_one_row(tables):
    assert sorted((row["path"], row["size"]) for row in tables["files"]) == sorted((f.path, f.size) for f in FILES)
    rules = {(row["path"], row["rule"]) for row in tables["files"]}
    assert {("blank.py", "empty"), ("broken.py", "syntax_errors"), ("link", "symlink"), ("a.py", None),
            ("a.py", "duplicate_path"), ("", "too_many_files"), ("pyproject.toml", "language")} <= rules
    huge = next(row for row in tables["files"] if row["path"] == "huge.py")
    assert (huge["rule"], huge["value"], huge["threshold"]) == ("too_large", float(1 << 30), float(1 << 20))


def test_files_that_were_parsed_are_measured_and_kept_ones_tied(tables):
    for row in tables["files"]:
        assert (row["features"] is None) == (row["parse"] is None)
        assert (row["quality"] is not None) == (row["features"] is not None and row["language"] in SHIPPED.norms)
        assert (row["dependents"] is None) == (row["reached_by"] is None) == (row["fate"] == "dropped")
    kept = [row for row in tables["files"] if row["fate"] == "kept"]
    assert sum(row["dependents"] for row in kept) == sum(row["dependencies"] for row in kept) == 5
    assert max(row["reached_by"] for row in kept) == pytest.approx(3 / (len(kept) - 1))
    scored = [(row["quality"], row["size"]) for row in kept if row["quality"] is not None]
    assert tables["repos"][0]["quality"] == pytest.approx(sum(s * n for s, n in scored) / sum(n for _, n in scored))


def test_a_drop_share_drops_by_the_score_of_the_file_alone(parser):
    run = Run(quality=Quality(languages={"python": 0.9}))
    found = {row["path"]: row for row in curated(FILES, parser, run)["files"]}
    dropped = [row for row in found.values() if row["rule"] == "low_quality"]
    assert dropped
    for row in dropped:
        assert row["language"] == "python"
        assert row["value"] == row["quality"] < row["threshold"]
    (alone,) = curated([file for file in FILES if file.path == dropped[0]["path"]][:1], parser, run)["files"]
    for name in ("rule", "quality", "threshold", "features"):
        assert alone[name] == dropped[0][name]


def test_figures_of_the_repository_are_those_of_its_rows(tables):
    (repo,) = tables["repos"]
    kept = [row for row in tables["files"] if row["fate"] == "kept"]
    assert (repo["repo"], repo["source"], repo["commit"], repo["stars"]) == ("owner/name", *tuple(
        getattr(INFO, name) for name in ("source", "commit", "stars")))
    assert repo["files"] == len(FILES)
    assert repo["bytes"] == sum(file.size for file in FILES if file.size > 0)
    assert repo["kept_files"] == len(kept) == sum(len(row["spans"]) for row in tables["documents"])
    assert repo["kept_bytes"] == sum(s["end"] - s["start"] for row in tables["documents"] for s in row["spans"])
    assert repo["documents"] == len(tables["documents"]) == repo["components"]
    assert repo["edges"] == len(tables["edges"]) == 5
    assert (repo["cycles"], repo["largest_component"], repo["cut_edges"]) == (1, 4, 0)
    assert repo["near_window"] == repo["near_deepseek"] == repo["near_random"] == 5
    assert repo["language"] == "python"
    for row in kept:
        (document,) = [one for one in tables["documents"] if one["document_id"] == row["document_id"]]
        assert document["spans"][row["position"]]["path"] == row["path"]


def test_imports_that_lead_somewhere_are_counted(tables):
    user = next(row for row in tables["files"] if row["path"] == "user.py")
    assert (user["imports"], user["imports_resolved"], user["parse"]) == (2, 1, "ok")


def test_licences_come_from_the_file_its_folder_or_the_manifest(tables):
    found = {row["path"]: row["licence"] for row in tables["files"] if row["fate"] == "kept"}
    assert (found["alone.py"], found["a.py"]) == ("BSD-3-Clause", "MIT")
    assert all(row["licence"] is None for row in tables["files"] if row["fate"] == "dropped")


def test_the_order_of_the_files_does_not_matter(parser, tables):
    for seed in range(3):
        assert curated(random.Random(seed).sample(FILES, len(FILES)), parser) == tables


def test_a_repository_without_kept_files_has_no_document(parser):
    found = curated([FILES[-1], FILES[9]], parser)
    assert set(found) == {"files", "repos"}
    (repo,) = found["repos"]
    assert (repo["content_hash"], repo["signature"], repo["sketch"], repo["language"]) == (None,) * 4
    assert (repo["documents"], repo["components"], repo["largest_component"]) == (0, 0, 0)


def test_a_component_above_the_limit_is_cut(parser):
    run = build_run({"documents": {"max_bytes": 120}}, "test")
    found = curated(FILES, parser, run)
    cut = [row for row in found["documents"] if row["parts"] > 1]
    assert len(cut) > 1
    assert [row["part"] for row in cut] == list(range(cut[0]["parts"]))
    assert found["repos"][0]["cut_edges"] == cut[0]["cut_edges"] > 0
    assert {row["path"] for row in found["files"] if row["document_id"]} == {
        span["path"] for row in found["documents"] for span in row["spans"]}


def test_copies_have_one_content_hash_and_another_text_another(parser):
    moved = [RawFile(f"moved/{file.path}", file.size, file.sha256, file.encoding, file.text) for file in FILES[:3]]
    hashes = [curated(files, parser)["repos"][0]["content_hash"] for files in (FILES[:3], moved, FILES[:2])]
    assert hashes[0] == hashes[1] != hashes[2]


def test_rules_can_be_waived(parser):
    found = curated(FILES, parser, waived=frozenset({"syntax_errors"}))
    assert {row["path"] for row in found["files"] if row["fate"] == "kept"} >= {"broken.py"}


def test_the_order_mode_is_recorded(parser):
    run = build_run({"order": {"mode": "deepseek"}}, "test")
    assert {row["order"] for row in curated(FILES, parser, run)["documents"]} == {"deepseek"}
    assert Run().order.mode == "window"


LICENSED = [
    raw("package.json", b'{"license": "MIT"}'),
    raw("src/a.js", b"import './b.js';\nexport const a = 'letters';\n"),
    raw("src/b.js", b"// SPDX-License-Identifier: GPL-3.0-only\nimport './c.js';\nexport const b = 'copyleft';\n"),
    raw("src/c.js", b"export const c = 'something of its own';\n"),
    raw("lib/package.json", b'{"license": "LGPL-2.1-only"}'),
    raw("lib/d.js", b"export const d = 'lesser';\n"),
]


def policy_tools(parser, **options):
    return replace(tools(parser), judge_licence=licence_policy(Licences(**options), frozenset()).verdict)


def tables_of(files, tools):
    found = {}
    for table, row in curate_repository(INFO, iter(files), tools, Run()):
        found.setdefault(table, []).append(row)
    return found


def test_a_policy_drops_files_as_if_they_were_not_there(parser):
    strict = tables_of(LICENSED, policy_tools(parser, policy="permissive"))
    rules = {row["path"]: (row["rule"], row["detail"], row["licence"]) for row in strict["files"]}
    assert rules["src/b.js"] == ("licence", "GPL-3.0-only", "GPL-3.0-only")
    assert rules["lib/d.js"] == ("licence", "LGPL-2.1-only", "LGPL-2.1-only")
    assert rules["src/a.js"] == (None, None, "MIT")
    assert "edges" not in strict
    text = "".join(row["text"].decode() for row in strict["documents"])
    assert "copyleft" not in text and "lesser" not in text
    free = [file for file in LICENSED if file.path not in ("src/b.js", "lib/d.js")]
    without = tables_of(free, tools(parser))
    assert strict["documents"] == without["documents"]
    same = ("content_hash", "shingles", "signature", "sketch", "kept_files", "kept_bytes", "components")
    assert [strict["repos"][0][name] for name in same] == [without["repos"][0][name] for name in same]


def test_a_policy_that_keeps_all_changes_nothing(parser, tables):
    assert tables_of(FILES, policy_tools(parser)) == tables
    assert {row["rule"] for row in tables_of(LICENSED, policy_tools(parser))["files"]} == {None, "data_size"}


def test_files_without_a_licence_are_dropped_where_the_policy_says_so(parser):
    found = tables_of(LICENSED[1:4], policy_tools(parser, unlicensed="drop"))
    assert {row["path"]: row["rule"] for row in found["files"]} == {
        "src/a.js": "unlicensed", "src/b.js": None, "src/c.js": "unlicensed"}


def test_the_verdict_on_a_licence_does_not_depend_on_the_order_of_the_files(parser):
    strict = policy_tools(parser, policy="permissive", unlicensed="drop")
    expected = tables_of(LICENSED, strict)
    for seed in range(3):
        assert tables_of(random.Random(seed).sample(LICENSED, len(LICENSED)), strict) == expected


def test_secrets_are_in_no_row(parser):
    address = "ada@" + "lovelace-engines.co.uk"
    text = f"# by {address}\nKEY = 'gh" + f"p_{'a1B2c3D4e5F6' * 3}'\nmail = '{address}'\n"
    files = [raw("a.py", text.encode()), raw("b.py", b"import a\n\nprint(a.KEY)\n"), raw("c.py", b" \n")]
    found = curated(files, parser)
    (document,) = found["documents"]
    ledger = {row["path"]: row for row in found["files"]}
    assert ledger["a.py"]["redacted"] == [{"kind": "email", "places": 2}, {"kind": "github", "places": 1}]
    assert (ledger["b.py"]["redacted"], ledger["c.py"]["redacted"]) == ([], None)
    span = document["spans"][ledger["a.py"]["position"]]
    kept = document["text"][span["start"]:span["end"]]
    assert len(kept) == len(text) and sha256(kept).hexdigest() == span["sha256"]
    assert not any(secret in repr(found) for secret in (address, "lovelace", "a1B2c3D4e5F6"))
    assert curated(files, parser)["documents"] == found["documents"]
    as_it_is = curated(files, parser, build_run({"privacy": {"redact": False}}, ""))
    assert text.encode() in as_it_is["documents"][0]["text"]
    assert all(row["redacted"] is None for row in as_it_is["files"])
    assert found["repos"][0]["content_hash"] != as_it_is["repos"][0]["content_hash"]


PROSE = [
    raw("README.md", b"# Title\n\nWhat [this](docs/guide.md) is for, in a few words of English.\n"),
    raw("docs/guide.md", b"# Guide\n\nHow to use it, see [the code](../a.py), in a few words of English.\n"),
    raw("docs/other.rst", b"Other\n=====\n\nA page that nothing leads to, in a few words of English.\n"),
    raw("docs/tiny.md", b"12345 " * 90),
]


def domains(files, parser, run=None):
    """Domains by path of the ledger; those of documents must say the same."""
    found = curated(files, parser, run)
    ledger = {row["path"]: row["domain"] for row in found["files"]}
    for document in found["documents"]:
        assert {ledger[span["path"]] for span in document["spans"]} == {document["domain"]}
    return ledger


def test_documents_of_prose_alone_are_docs(parser):
    found = domains([*FILES[:5], *PROSE], parser)
    assert {path for path, domain in found.items() if domain == "docs"} == {
        "docs/guide.md", "docs/other.rst", "docs/tiny.md"}
    assert found["README.md"] == "code"  # put before the code of the largest document
    alone = domains([*FILES[:5], *PROSE], parser, build_run({"order": {"front": "own"}}, ""))
    assert alone["README.md"] == "docs"


def test_prose_that_the_graph_ties_to_code_stays_with_it(parser):
    found = domains([*FILES[:5], *PROSE], parser, build_run({"graph": {"kinds": {"import": 1, "docs": 0.5}}}, ""))
    assert {path for path, domain in found.items() if domain == "docs"} == {"docs/other.rst", "docs/tiny.md"}


def test_a_part_of_a_component_with_code_is_code(parser):
    run = build_run({"graph": {"kinds": {"import": 1, "docs": 0.5}}, "documents": {"max_bytes": 90}}, "")
    found = curated([*FILES[:3], *PROSE[:2]], parser, run)
    parts = [document for document in found["documents"] if document["parts"] > 1]
    assert any({span["language"] for span in document["spans"]} == {"markdown"} for document in parts)
    assert {document["domain"] for document in parts} == {"code"}


MAIL = "ada@" + "lovelace-engines.co.uk"


def test_a_notebook_is_its_script_for_everything_that_follows(parser):
    cells = [{"cell_type": "markdown", "source": ["SPDX-License-Identifier: MIT\n", f"by {MAIL}"]},
             {"cell_type": "code", "source": ["%load_ext b\n", "import b\n"], "outputs": [{"text": ["c\n"] * 999}]}]
    notebook = json.dumps({"cells": cells, "metadata": {}}).encode()
    files = [raw("a.ipynb", notebook), raw("b.py", b"VALUE = 'something'\n"), raw("c.ipynb", notebook[:-3])]
    found = curated(files, parser, build_run({"rules": {"notebooks": "script"}}, "test"))
    kept, _, damaged = sorted(found["files"], key=lambda row: row["path"])
    assert (kept["language"], kept["converted"], kept["parse"], kept["licence"]) == ("python", "notebook", "ok", "MIT")
    assert (kept["size"], kept["sha256"], kept["lines"]) == (len(notebook), sha256(notebook).hexdigest(), 5)
    assert (kept["imports"], kept["imports_resolved"]) == (1, 1)
    assert [place["places"] for place in kept["redacted"]] == [1]
    assert (damaged["rule"], damaged["converted"], damaged["language"]) == ("notebook", None, "jupyter-notebook")
    (document,) = found["documents"]
    span = document["spans"][1]
    text = document["text"][span["start"] : span["end"]].decode()
    assert text.startswith("# SPDX-License-Identifier: MIT\n# by ")
    assert text.endswith("\n\n# %load_ext b\nimport b\n")
    assert MAIL not in text
    assert span["sha256"] == sha256(text.encode()).hexdigest()
    (as_json,) = [row for row in curated(files, parser)["files"] if row["path"] == "a.ipynb"]
    assert (as_json["language"], as_json["converted"]) == ("jupyter-notebook", None)


@pytest.mark.parametrize(("kind", "lines", "method"), [
    ("code", RENAMED.splitlines(keepends=True), "structure"),
    ("markdown", [f"{QUESTION}\n"], "words"),
])
def test_a_benchmark_item_in_a_notebook_is_found_in_its_script(parser, tmp_path, kind, lines, method):
    INDEX.write(tmp_path / "index.parquet")
    cells = [{"cell_type": "code", "source": ["first = 1\n"]}, {"cell_type": kind, "source": lines},
             {"cell_type": "code", "source": ["last = 1\n"]}]
    files = [raw("a.ipynb", json.dumps({"cells": cells, "metadata": {}}).encode())]
    options = {"index": str(tmp_path / "index.parquet"), "action": "mask"}
    run = build_run({"rules": {"notebooks": "script"}, "decontamination": options}, "test")
    found = curated(files, parser, run)
    (hit,) = found["contamination"]
    assert (hit["path"], hit["method"]) == ("a.ipynb", method)
    (document,) = found["documents"]
    (span,) = document["spans"]
    script = document["text"][span["start"] : span["end"]]
    left = script[: hit["masked_start"]] + script[hit["masked_end"] :]
    assert left.split(b"\n")[0] == b"first = 1"
    assert left.rstrip().split(b"\n")[-1] == b"last = 1"
    assert not {line.strip() for line in lines[2:]} & {line.strip() for line in left.decode().split("\n") if line}


def test_documents_know_the_blocks_of_their_files(parser):
    token = b"ghp_" + b"Zq3xT7bK9mW2pL5vR8nC4dF6hJ1sA0gY7eU2"  # replaced by a made-up one of the same length
    texts = {"a.py": "# é\nimport b\n\n\ndef f():\n    x = 1\n    return b.g(x)\n".encode(),
             "b.py": b"T = '" + token + b"'\n\n\ndef g(y):\n    return [\n        y,\n    ]\n"}
    found = curated([raw(path, text) for path, text in texts.items()], parser)
    blocks = {row["spans"][0]["path"]: [row["text"][block["start"]:block["end"]].decode() for block in row["blocks"]]
              for row in found["documents"]}
    assert blocks["b.py"] == ["def g(y):\n    return [\n        y,\n    ]", "return [\n        y,\n    ]",
                              "[\n        y,\n    ]", "def f():\n    x = 1\n    return b.g(x)",
                              "x = 1\n    return b.g(x)"]


def test_a_repository_above_the_limit_is_divided_between_folders_and_says_where(parser, tables):
    run = build_run({"graph": {"max_bytes": 30_000}}, "test")
    found = curated(FILES, parser, run)
    (row,), (whole,) = found["repos"], tables["repos"]
    assert whole["cuts"] == []
    assert row["cuts"]
    assert curated(FILES[::-1], parser, run) == found
    assert [file["path"] for file in found["files"]] == [file["path"] for file in tables["files"]]
    of_pieces = {"cuts", "lost_edges", "edges", "components", "largest_component", "cycles", "cut_edges", "documents"}
    assert {k: v for k, v in row.items() if k not in of_pieces and not k.startswith("near")} == {
        k: v for k, v in whole.items() if k not in of_pieces and not k.startswith("near")}
    places = [sum(cut <= path for cut in row["cuts"]) for path in (file["path"] for file in found["files"])]
    piece = dict(zip((file["path"] for file in found["files"]), places, strict=True))
    assert all(piece[edge["src"]] == piece[edge["dst"]] for edge in found["edges"])
    inside = [edge for edge in tables["edges"] if piece[edge["src"]] == piece[edge["dst"]]]
    assert row["lost_edges"] == len(tables["edges"]) - len(inside) > 0 == whole["lost_edges"]
    assert [(edge["src"], edge["dst"]) for edge in found["edges"]] == [(edge["src"], edge["dst"]) for edge in inside]
    numbers = [document["component"] for document in found["documents"]]
    assert len(set(numbers)) == len(numbers) == row["documents"]
    assert sorted(span["path"] for document in found["documents"] for span in document["spans"]) == sorted(
        file["path"] for file in found["files"] if file["fate"] == "kept")
