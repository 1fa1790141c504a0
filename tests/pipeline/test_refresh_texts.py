"""Texts in a refresh, without Spark: files of them change in every way, and the corpus is what a build makes."""

import json
import os

import pytest

from pipeline.config import build_run
from pipeline.folder import STAGES, CorpusFolder
from pipeline.refresh import refresh
from pipeline.writing import extended
from tests.dump import GUIDE
from tests.pipeline.corpora import CONTENT, digests, rows, sorted_rows
from tests.pipeline.rules.test_prose import CHINESE, ENGLISH

WHOLE = ("duplicates", "corpus", "training_documents")


def options(root, name):
    texts = [{"path": str(root / "qa"), "domain": "stackexchange", "text": "Body", "rules": {"stop_words": None}},
             {"path": str(root / "news.jsonl"), "domain": "chinese", "text": "article", "language": "zh"}]
    return build_run({"input": {"texts": texts, "opt_out": str(root / "opt-out.txt")},
                      "spark": {"partition_bytes": 2000}, "output": {"path": str(root / name)}}, "test")


def write(path, name, *texts):
    path.write_text("".join(json.dumps({name: text}) + "\n" for text in texts))


def built(root, name, quiet):
    """A corpus of the input, as the first refresh of one that holds nothing makes it."""
    with extended(CorpusFolder(root / name)) as draft:
        for stage in STAGES:
            if stage != "ingest":
                draft.put(stage, [], {})
        draft.publish("empty")
    refresh(options(root, name), quiet)
    return root / name


@pytest.fixture
def corpus(tmp_path, quiet):
    (tmp_path / "qa").mkdir()
    (tmp_path / "opt-out.txt").write_text("")
    write(tmp_path / "qa" / "one.jsonl", "Body", ENGLISH, GUIDE, "too short", GUIDE.replace("template", "pattern"))
    write(tmp_path / "qa" / "two.jsonl", "Body", ENGLISH.replace("crabs", "lobsters"))
    write(tmp_path / "news.jsonl", "article", CHINESE)
    return built(tmp_path, "corpus", quiet)


@pytest.mark.slow
def test_texts_are_refreshed_as_if_built_anew(corpus, tmp_path, quiet):
    def refreshed():
        return refresh(options(tmp_path, "corpus"), quiet)

    assert len(rows(corpus, "training_documents")) >= 3
    kept = {path.name for path in (corpus / "documents").glob("*.parquet")}
    found = refreshed()
    assert (found.version, found.read, found.figures) == (1, 0, None)

    os.utime(tmp_path / "news.jsonl", ns=(1, 1))  # read and found the same
    found = refreshed()
    assert (found.read, found.added, found.gone, found.version) == (1, 0, 0, 2)

    # A row changes, one goes, a file comes and one goes.
    write(tmp_path / "qa" / "one.jsonl", "Body", ENGLISH, GUIDE.replace("template", "letter"), "too short")
    write(tmp_path / "qa" / "three.jsonl", "Body", GUIDE[::-1])
    (tmp_path / "qa" / "two.jsonl").unlink()
    found = refreshed()
    assert (found.version, found.gone) == (3, 3)
    assert kept & {path.name for path in (corpus / "documents").glob("*.parquet")}
    same(corpus, built(tmp_path, "whole", quiet))
    assert len([row for row in rows(corpus, "repos") if row["repo"].startswith("stackexchange/one")]) == 3

    # Rows of another time are still listed; the time of the file is what it was then, and some of its rows are not.
    (tmp_path / "opt-out.txt").write_text("stackexchange\n")
    refreshed()
    assert {row["rule"] for row in rows(corpus, "files") if row["repo"].startswith("stack")} == {"opted_out"}
    (tmp_path / "opt-out.txt").write_text("")
    refreshed()
    same(corpus, tmp_path / "whole")


def same(one, other):
    for table in CONTENT:
        left, right = ([row for row in sorted_rows(made, table) if row.get("current", True)] for made in (one, other))
        assert left == right, table
    assert digests(one, *WHOLE) == digests(other, *WHOLE)
