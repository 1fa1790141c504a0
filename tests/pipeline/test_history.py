"""Versions of small corpora made without Spark: listed, compared, taken out, removed."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError, OutputError
from pipeline.folder import CorpusFolder
from pipeline.history import Change, Contents, changes, diff, export_version, vacuum, versions
from pipeline.reading import read_rows
from pipeline.writing import extended
from schemas import TRAINING_DOCUMENTS
from tests.pipeline.corpora import rows, snapshot, write


def version(folder, repos, duplicates=()):
    """A version of some repositories: for each its files, as {path: (hash, rule)}."""
    with extended(folder) as draft:
        keys = {repo: f"{repo}-{sorted(files.items())}" for repo, files in repos.items()}
        write(draft, "curate", [
            *(("files", {"repo": repo, "path": path, "size": 1, "sha256": digest, "rule": rule, "domain": "code",
                         "key": keys[repo], "fate": "dropped" if rule else "kept"})
              for repo, files in repos.items() for path, (digest, rule) in files.items()),
            *(("sources", {"repo": repo, "source": "folder:" + repo, "key": key, "part": "p", "current": True})
              for repo, key in keys.items()),
        ])
        write(draft, "dedup", [("duplicates", {"cluster": of, "repo": repo, "survivor": of, "kind": "near",
                                               "similarity": 0.9, "containment": 0.9}) for repo, of in duplicates])
        trained = [("training_documents", dict.fromkeys(TRAINING_DOCUMENTS.names, "") | {
            "document_id": repo, "repo": repo, "weight": 1.0, "spans": [], "masks": []}) for repo in sorted(repos)]
        write(draft, "export", trained)
        return draft.publish("build", {"summary": {"repositories": len(repos)}})


@pytest.fixture
def corpus(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    version(folder, {"a": {"x.py": ("1", None), "y.py": ("2", None), "z.py": ("3", "binary")},
                     "b": {"x.py": ("4", None)}, "d": {"x.py": ("5", None)}, "e": {"x.py": ("6", None)}})
    version(folder, {"a": {"x.py": ("7", None), "y.py": ("2", "opted_out"), "z.py": ("3", None), "w.py": ("8", None)},
                     "c": {"x.py": ("5", None)}, "d": {"x.py": ("5", None)}, "e": {"": (None, "opted_out")}},
            [("c", "d"), ("d", "d")])
    return folder


def test_versions_are_listed(corpus):
    heading, *lines = versions(corpus.root)
    assert heading.split("\t") == ["version", "made", "by", "repositories", "files", "trained documents"]
    found = [line.split("\t") for line in lines]
    assert [(row[0], row[2], row[3], row[5]) for row in found] == [("0", "build", "4", "-"), ("1", "build", "4", "-")]
    assert all(datetime.fromisoformat(row[1]).tzinfo == UTC for row in found)


def test_what_changed_is_told_by_repository_and_file(corpus):
    *lines, counts = diff(corpus.root, 0, 1)
    assert [line.split("\t") for line in lines] == [
        ["changed", "a", ""], ["added", "a", "w.py"], ["changed", "a", "x.py"], ["revoked", "a", "y.py"],
        ["added", "a", "z.py"], ["dropped", "b", ""], ["dropped", "b", "x.py"], ["added", "c", ""],
        ["duplicate", "c", ""], ["added", "c", "x.py"], ["revoked", "e", ""], ["dropped", "e", "x.py"]]
    assert counts == ("# repositories: 1 added, 1 changed, 1 dropped, 1 revoked, 1 duplicate; "
                      "files: 3 added, 1 changed, 2 dropped, 1 revoked")
    assert list(diff(corpus.root, 1, 1)) == [
        "# repositories: 0 added, 0 changed, 0 dropped, 0 revoked, 0 duplicate; "
        "files: 0 added, 0 changed, 0 dropped, 0 revoked"]
    with pytest.raises(InputError, match="no version 7"):
        list(diff(corpus.root, 0, 7))


OUTCOMES = st.builds(lambda rule, digest: (rule is None, rule, digest),
                     st.sampled_from([None, "binary", "opted_out"]), st.sampled_from("12"))
CONTENTS = st.builds(
    Contents, st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")), st.frozensets(st.sampled_from("abc")),
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), OUTCOMES))


@given(CONTENTS, CONTENTS)
def test_what_is_added_one_way_is_dropped_the_other(one, other):
    assert changes(one, one) == []
    there, back = changes(one, other), changes(other, one)
    opposite = {"added": "dropped", "dropped": "added", "changed": "changed"}
    told = {(c.repo, c.path) for c in there + back if c.what == "revoked"}
    plain = [c for c in there if c.what in opposite and (c.repo, c.path) not in told]
    assert sorted(Change(c.repo, c.path, opposite[c.what]) for c in plain if c.path is not None) == sorted(
        c for c in back if c.what in opposite and c.path is not None and (c.repo, c.path) not in told)


def test_the_training_documents_of_a_version_can_be_taken_out(corpus, tmp_path):
    assert export_version(corpus.root, 0, tmp_path / "out") == 4
    assert [row["repo"] for row in rows(tmp_path / "out", "training_documents")] == list("abde")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["corpus", "training_documents"]
    assert CorpusFolder(tmp_path / "out").manifest()["exported"] == 0
    with pytest.raises(OutputError, match="there already"):
        export_version(corpus.root, None, tmp_path / "out")
    export_version(corpus.root, None, tmp_path / "last")
    assert [row["repo"] for row in rows(tmp_path / "last", "training_documents")] == list("acde")
    with pytest.raises(InputError, match="no version 5"):
        export_version(corpus.root, 5, tmp_path / "no")
    with pytest.raises(InputError, match="holds no table"):
        export_version(tmp_path, None, tmp_path / "no")
    assert not (tmp_path / "no").exists()


def test_vacuum_keeps_what_a_version_that_stays_needs(corpus):
    for number in range(3):
        version(corpus, {"a": {"x.py": (str(number), None)}, "d": {"x.py": ("5", None)}})
    before = {number: list(read_rows(CorpusFolder(corpus.root, number), "files")) for number in range(5)}
    untouched = snapshot(corpus.root)
    assert vacuum(corpus.root, 5, 0, 0) == (0, 0, 0)
    assert snapshot(corpus.root) == untouched
    (corpus.root / "files" / "part-left-behind.parquet").write_bytes(b"by nobody")
    oldest, files, size = vacuum(corpus.root, 2, 0, 1e12)
    assert (oldest, files > 4, size > 0) == (3, True, True)
    assert not (corpus.root / "files" / "part-left-behind.parquet").exists()
    for number in (3, 4):
        assert list(read_rows(CorpusFolder(corpus.root, number), "files")) == before[number]
    assert list(read_rows(corpus, "files")) == before[4]
    with pytest.raises(InputError, match="no version 2; it has 3 to 5"):
        list(read_rows(CorpusFolder(corpus.root, 2), "files"))
    assert [line.split("\t")[:3:2] for line in list(versions(corpus.root))[1:]] == [
        ["3", "build"], ["4", "build"], ["5", "vacuum"]]
    assert vacuum(corpus.root, 1, 0, 1e12)[0] == 5


def test_young_versions_stay_however_many(corpus):
    made = CorpusFolder(corpus.root, 1).manifest()["timestamp"] / 1000
    assert vacuum(corpus.root, 1, 3600, made + 1)[0] == 0
    assert vacuum(corpus.root, 1, 3600, made + 7200)[0] == 1
    with pytest.raises(InputError, match="at least the last"):
        vacuum(corpus.root, 0, 0, 0)


def test_a_vacuum_does_not_run_beside_a_writer(corpus):
    with extended(corpus), pytest.raises(OutputError, match="another run"):
        vacuum(corpus.root, 1, 0, 1e12)


def test_files_on_another_file_system_are_copied(corpus, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("cross-device link")

    monkeypatch.setattr(os, "link", fail)
    export_version(corpus.root, None, tmp_path / "out")
    assert len(rows(tmp_path / "out", "training_documents")) == 4
