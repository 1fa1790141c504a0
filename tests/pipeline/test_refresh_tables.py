"""Tables in a refresh: their files change in every way, only those are read, and the corpus is what a build makes."""

import json
import os
import random

import pytest

from pipeline.build import build
from pipeline.config import build_run
from pipeline.errors import InputError
from pipeline.refresh import refresh
from pipeline.revoke import revoke
from pipeline.sources.tabular import files, read
from tests.pipeline.corpora import CONTENT, digests, rows, sorted_rows

WHOLE = ("duplicates", "corpus", "training_documents")
WORDS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")


def code(repo, seed):
    """Some files of a repository, of which one needs the other."""
    name = repo.replace("/", "_")
    body = "".join(f"\n\ndef {word}_{seed}_{name}(value):\n    return value + {seed}\n" for word in WORDS)
    return {"a.py": f"import b\n\nUSED = b.{WORDS[0]}_{seed}_{name}\n", "b.py": f'"""{repo}."""{body}'}


def together(path, repos):
    """A file with the repositories one after another."""
    path.write_text("".join(json.dumps({"repo": repo, "path": name, "text": text, "stars": seed}) + "\n"
                            for repo, seed in repos.items() for name, text in code(repo, seed).items()))


def options(root, name, **entry):
    entries = [{"path": str(root / "in"), "together": True, **entry}]
    return build_run({"input": {"tables": entries, "opt_out": str(root / "opt-out.txt"),
                                "metadata": str(root / "stars.jsonl")},
                      "spark": {"partition_bytes": 2000}, "output": {"path": str(root / name)}}, "test")


def built(root, name, quiet, **entry):
    """A corpus of the input as it is now."""
    build(options(root, name, **entry), quiet)
    return root / name


def same(one, other):
    for table in CONTENT:
        left, right = ([row for row in sorted_rows(made, table) if row.get("current", True)] for made in (one, other))
        assert left == right, table
    assert digests(one, *WHOLE) == digests(other, *WHOLE)
    assert stamps(one) == stamps(other)


def stamps(corpus):
    return {row["repo"]: row["stamp"] for row in rows(corpus, "sources") if row["current"]}


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "opt-out.txt").write_text("")
    (tmp_path / "stars.jsonl").write_text("")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})  # in this process
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    """Names of the files of tables that are read."""
    seen = []
    real = read.read_lines
    monkeypatch.setattr(read, "read_lines", lambda file, *more: seen.append(file.name) or real(file, *more))
    return seen


@pytest.mark.slow
def test_random_edits_of_tables_give_what_a_build_gives(root, quiet, opened):
    choice = random.Random(3)
    tables = {f"{number}.jsonl": {f"o/r{number}{letter}": 1 for letter in "abc"} for number in range(3)}
    for name, repos in tables.items():
        together(root / "in" / name, repos)
    corpus = built(root, "corpus", quiet)
    for step in range(5):
        name = choice.choice(sorted(tables))
        kind = ("change", "remove", "add", "new file", "move")[step]
        repo = choice.choice(sorted(tables[name]))
        if kind == "change":
            tables[name][repo] += 7
        elif kind == "remove":
            del tables[name][repo]
        elif kind == "add":
            tables[name][f"o/added{step}"] = 5
        elif kind == "new file":
            tables["9.jsonl"] = {"o/nine": 9}
            name = "9.jsonl"
        else:
            other = next(one for one in sorted(tables) if one != name)
            tables[other][repo] = tables[name].pop(repo)
            together(root / "in" / other, tables[other])
        together(root / "in" / name, tables[name])
        opened.clear()
        found = refresh(options(root, "corpus"), quiet)
        assert {*opened} == ({name, other} if kind == "move" else {name}), "other files are not opened"
        assert found.added == (0 if kind in ("remove", "move") else 1), kind
        same(corpus, built(root, f"whole{step}", quiet))
    opened.clear()
    found = refresh(options(root, "corpus"), quiet)
    assert (found.read, found.figures, opened) == (0, None, [])
    for path in (root / "in").iterdir():
        os.utime(path, ns=(1, 1))  # read and found the same
    assert refresh(options(root, "corpus"), quiet).added == 0


@pytest.mark.slow
def test_lists_and_metadata_concern_the_files_with_their_repositories(root, quiet, opened):
    for number in (1, 2):
        together(root / "in" / f"{number}.jsonl", {f"o/r{number}": 1, f"o/s{number}": 2})
    corpus = built(root, "corpus", quiet)
    for name, text in (("opt-out.txt", "o/r1\no/s1:b.py\n"), ("stars.jsonl", '{"repo": "o/r1", "stars": 7}\n'),
                       ("opt-out.txt", ""), ("stars.jsonl", "")):
        (root / name).write_text(text)
        opened.clear()
        refresh(options(root, "corpus"), quiet)
        assert {*opened} == {"1.jsonl"}
        same(corpus, built(root, f"whole{len(list(root.iterdir()))}", quiet))
    (root / "stars.jsonl").write_text('{"repo": "o/r1", "stars": 7}\n')
    refresh(options(root, "corpus"), quiet)
    (root / "stars.jsonl").write_text('{"repo": "o/r1", "stars": 8}\n')
    opened.clear()
    refresh(options(root, "corpus"), quiet)
    assert opened == [] and {row["stars"] for row in rows(corpus, "sources") if row["repo"] == "o/r1"} == {8}
    hashes = {row["sha256"] for row in rows(corpus, "files") if (row["repo"], row["path"]) == ("o/s2", "b.py")}
    (root / "opt-out.txt").write_text(f"sha256:{hashes.pop()}\n")
    assert refresh(options(root, "corpus"), quiet).added == 1, "a hash may be that of any file"


@pytest.mark.slow
def test_a_revocation_leaves_the_other_files_of_a_repository(root, quiet):
    together(root / "in" / "1.jsonl", {"o/r": 1, "o/s": 2})
    corpus = built(root, "corpus", quiet)
    (root / "list.txt").write_text("o/r:b.py\n")
    list(revoke(options(root, "corpus"), str(root / "list.txt"), quiet))
    found = {(row["repo"], row["path"]): row["rule"] for row in rows(corpus, "files")}
    assert found["o/r", "b.py"] == "opted_out" and found["o/r", "a.py"] is found["o/s", "b.py"] is None
    assert refresh(options(root, "corpus"), quiet).read == 0


def test_two_repositories_of_one_name_are_told(root, quiet):
    for name in "ab":
        together(root / "in" / f"{name}.jsonl", {"o/r": 1})
    with pytest.raises(InputError, match="o/r: twice in the input"):
        built(root, "corpus", quiet)


def test_footers_of_unchanged_files_are_not_read(root, quiet, monkeypatch):
    import pyarrow as pa
    import pyarrow.parquet as pq

    nested = [{"repo": "o/r", "files": [{"path": path, "text": text} for path, text in code("o/r", 1).items()]}]
    pq.write_table(pa.Table.from_pylist(nested), root / "in" / "a.parquet")
    built(root, "corpus", quiet, files="files")
    monkeypatch.setattr(files, "open_regular", None)
    assert refresh(options(root, "corpus", files="files"), quiet).figures is None


@pytest.mark.spark
def test_scattered_tables_are_one_unit_and_only_what_changed_is_curated(spark, root, quiet):
    def write(repos):
        flat = sorted((name, repo, text) for repo, seed in repos.items() for name, text in code(repo, seed).items())
        for number in range(2):
            (root / "in" / f"{number}.jsonl").write_text("".join(
                json.dumps({"repo_name": repo, "path": name, "id": f"{repo} {name}"}) + "\n"
                for name, repo, _ in flat[number::2]))
        (root / "contents.jsonl").write_text("".join(
            json.dumps({"id": f"{repo} {name}", "content": text}) + "\n" for name, repo, text in flat))

    entry = {"preset": "bigquery", "columns": {"symlink": None}, "together": None,
             "contents": str(root / "contents.jsonl"), "licences": str(root / "licences.jsonl")}
    repos = {f"o/r{number}": 1 for number in range(4)}
    (root / "licences.jsonl").write_text('{"repo_name": "o/r1", "license": "mit"}\n')
    write(repos)
    corpus = built(root, "corpus", quiet, **entry)
    assert refresh(options(root, "corpus", **entry), quiet).read == 0
    write({**repos, "o/r2": 5, "o/new": 1})  # of the files with rows one changes, and the texts
    found = refresh(options(root, "corpus", **entry), quiet)
    assert (found.added, found.gone) == (2, 1)
    (root / "licences.jsonl").write_text('{"repo_name": "o/r1", "license": "isc"}\n')
    assert refresh(options(root, "corpus", **entry), quiet).added == 1
    same(corpus, built(root, "whole", quiet, **entry))
