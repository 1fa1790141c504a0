"""Finding what a list takes out of small corpora, leaving it out of files, and searching for what is left."""

from hashlib import sha256

import pytest

from pipeline.config import Output
from pipeline.folder import KEYED, CorpusFolder
from pipeline.revocation import Revoked, find_revoked, search, source_hashes, without_readings
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.tables import TableWriters, read_files
from pipeline.writing import extended
from schemas import DOCUMENTS, FILES, TRAINING_DOCUMENTS
from tests.pipeline.corpora import rows, write

REPOS = {"acme/a": {"x.py": "one\n", "docs/y.py": "two\n"}, "acme/b": {"x.py": "one\n"}, "other/c": {"z.py": "three\n"}}


def digest(text):
    return sha256(text.encode()).hexdigest()


def of_repository(repo, files, key):
    """Rows of one document that holds all files of a repository; the bytes of a file are its text and a mark."""
    text, spans = "", []
    for position, (path, content) in enumerate(files.items()):
        spans.append({"path": path, "language": "python", "licence": None, "sha256": digest(content), "domain": "code",
                      "header": len(text), "start": len(text), "end": len(text) + len(content), "trained": True})
        text += content
        yield "files", dict.fromkeys(FILES.names) | {
            "repo": repo, "path": path, "size": 1, "sha256": digest("\ufeff" + content), "fate": "kept",
            "domain": "code", "document_id": repo, "position": position, "key": key}
    same = {"document_id": repo, "repo": repo, "domain": "code", "language": "python", "text": text, "spans": spans}
    yield "documents", dict.fromkeys(DOCUMENTS.names, 0) | same | {"blocks": None} | {
        "key": key, "commit": None, "order": "window", "text_sha256": digest(text)}
    yield "training_documents", dict.fromkeys(TRAINING_DOCUMENTS.names) | same | {"weight": 1.0, "masks": []}


def sources(parts):
    return [{"repo": repo, "source": f"folder:{repo}", "key": key, "part": part, "current": current}
            for part, repo, key, current in parts]


@pytest.fixture
def corpus(tmp_path):
    """Two parts; the first also holds what acme/a was before."""
    folder = CorpusFolder(tmp_path / "corpus")
    old = dict(of_repository("acme/a", {"secret.py": "of old\n"}, "k0"))
    made = {repo: list(of_repository(repo, files, f"k-{repo}")) for repo, files in REPOS.items()}
    listed = sources([("part-1", "acme/a", "k0", False), ("part-1", "acme/a", "k-acme/a", True),
                      ("part-1", "acme/b", "k-acme/b", True), ("part-2", "other/c", "k-other/c", True)])
    with extended(folder) as draft:
        everything = [row for found in made.values() for row in found]
        curated = [row for row in [*old.items(), *everything] if row[0] != "training_documents"]
        parts = []
        for name, is_second in (("part-1", False), ("part-2", True)):
            with TableWriters(draft.staging, name, Output()) as writers:
                for table, row in curated:
                    if (row["repo"] == "other/c") == is_second:
                        writers.add(table, row)
                parts += writers.close()
        with TableWriters(draft.staging, "part", Output()) as writers:
            for row in listed:
                writers.add("sources", row)
            parts += writers.close()
        draft.put("curate", parts, {})
        write(draft, "export", [row for row in everything if row[0] == "training_documents"])
        draft.publish("build")
    return folder


def listed(*entries):
    return read_opt_out(None, entries)


@pytest.mark.parametrize(("entries", "keys", "files"), [
    (["acme/*"], {"k0", "k-acme/a", "k-acme/b"}, {("acme/a", "secret.py"), ("acme/a", "x.py"), ("acme/a", "docs/y.py"),
                                                  ("acme/b", "x.py")}),
    (["acme/a:docs"], {"k-acme/a"}, {("acme/a", "docs/y.py")}),
    (["acme/a:secret.py"], {"k0"}, {("acme/a", "secret.py")}),
    ([f"sha256:{digest(chr(0xfeff) + 'one' + chr(10))}"], {"k-acme/a", "k-acme/b"}, {("acme/a", "x.py"),
                                                                                  ("acme/b", "x.py")}),
    (["nobody/nothing", "other/c:y.py", f"sha256:{'0' * 64}"], set(), set()),
])
def test_what_a_list_names_is_found_in_rows_of_any_version(corpus, entries, keys, files):
    found = find_revoked(corpus, listed(*entries))
    assert found.keys == keys
    assert {(file.repo, file.path) for file in found.files} == files


def test_a_hash_of_a_text_stands_for_the_bytes_it_was_read_from(corpus):
    assert source_hashes(corpus, listed(f"sha256:{digest('two' + chr(10))}")) == {digest("\ufefftwo\n")}
    assert source_hashes(corpus, listed("acme/a")) == set()


def test_files_are_written_again_without_what_was_revoked(corpus):
    with extended(corpus) as draft:
        parts, rows_left = without_readings(draft, rows(corpus, "sources"), {"k-acme/a"}, Output())
        assert [row["key"] for row in rows_left] == ["k-acme/b", "k-other/c"]
        assert [row["part"] == "part-2" for row in rows_left] == [False, True]
        assert {part.table for part in parts} == {"files", "documents"}
        for part in parts:
            assert part.file.startswith(rows_left[0]["part"] + "~")
            found = list(read_files([draft.staging / part.table / part.file], part.table))
            assert {row["key"] for row in found} == {"k-acme/b"}
        assert without_readings(draft, rows(corpus, "sources"), {"k-other/c"}, Output())[0] == [], "nothing stays of it"
        assert {part.table for part in parts} <= KEYED


def test_a_search_tells_what_is_left_and_what_else_says_the_same(corpus):
    text = Revoked("acme/a", "x.py", digest("one\n"))
    result = search(corpus, {text}, listed("acme/a:x.py"))
    assert (result.looked, result.left) == (9, [text])
    assert result.elsewhere == [Revoked("acme/b", "x.py", digest("one\n"))]
    assert search(corpus, set(), listed("acme/a:none.py")).left == []
    assert search(corpus, set(), listed(f"sha256:{digest('three' + chr(10))}")).left == [
        Revoked("other/c", "z.py", digest("three\n"))]
