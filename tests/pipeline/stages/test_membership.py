"""Which documents are in a version and which of their bytes are masked, beside the same said in plain Python."""

import random
from collections import defaultdict

import pyarrow as pa
import pytest

from pipeline.config import Dedup
from pipeline.stages.membership import duplicate_files, membership
from schemas import CORPUS, DOCUMENTS, DUPLICATES, REPOS

pytestmark = pytest.mark.spark
OPTIONS = Dedup(file_min_bytes=5, survivor=("stars",))
TABLES = {
    "documents": pa.schema([DOCUMENTS.arrow.field(name) for name in ("document_id", "repo", "spans")]),
    "repos": pa.schema([REPOS.arrow.field(name) for name in ("repo", "stars", "content_hash")]),
    "duplicates": DUPLICATES.arrow,
    "masks": pa.schema([("document_id", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("rule", pa.string()),
                        ("of", pa.string())]),
}


def frame(spark, table, rows, parts=4):
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema=TABLES[table])).repartition(parts)


def duplicate(repo, survivor, kind, similarity):
    return {"cluster": survivor, "repo": repo, "survivor": survivor, "kind": kind, "similarity": similarity,
            "containment": 1.0, "bands": []}


def document(number, repo, *files):
    """Files are pairs of a path and the byte that is all of their text; one `x` is a tiny text."""
    spans, place = [], 0
    for path, byte in files:
        size = 2 if byte == "x" else 10
        spans.append({"path": path, "language": "c", "licence": None, "sha256": byte.encode().hex() * 32,
                      "header": place, "start": place + 3, "end": place + 3 + size})
        place += 3 + size + 1
    return {"document_id": f"{number:02}", "repo": repo, "spans": spans}


def repository(name, stars=None):
    return {"repo": name, "stars": stars, "content_hash": name}


def plain(documents, repos, dropped):
    """Of each document the masks, as they must be."""
    stars = {one["repo"]: -(one["stars"] or 0) for one in repos}
    having = defaultdict(list)
    for one in documents:
        for span in one["spans"]:
            if one["repo"] not in dropped and span["end"] - span["start"] >= 5:
                having[span["sha256"]].append((stars[one["repo"]], one["repo"], span["path"]))
    found = {}
    for one in documents:
        found[one["document_id"]] = []
        for span in one["spans"]:
            mine = (stars[one["repo"]], one["repo"], span["path"])
            owner = min(having.get(span["sha256"], []), default=None)
            if one["repo"] not in dropped and span["end"] - span["start"] >= 5 and owner != mine:
                found[one["document_id"]].append({"start": span["header"], "end": span["end"], "rule": "duplicate_file",
                                                  "of": f"{owner[1]}:{owner[2]}"})
    return found


def test_equal_files_of_kept_repositories_are_trained_on_once(spark):
    rng = random.Random(7)
    repos = [repository(name, rng.choice([None, 0, 1, 5])) for name in "abcdefg"]
    files = [[(f"{number}/{n}", rng.choice("pqrstuvwx")) for n in range(1 + number % 4)] for number in range(40)]
    documents = [document(number, rng.choice("abcdefg"), *found) for number, found in enumerate(files)]
    dropped = {"a", "e"}
    found = [duplicate("a", "b", "near", 0.8), duplicate("b", "b", "survivor", 1.0), duplicate("e", "b", "exact", 1.0)]
    frames = {}
    for parts in (1, 5):
        mixed = rng.sample(documents, len(documents))
        three = [frame(spark, *one, parts) for one in (("documents", mixed), ("repos", repos), ("duplicates", found))]
        frames[parts] = membership(three[0], three[2], [duplicate_files(*three, OPTIONS)]).toArrow().cast(CORPUS.arrow)
    assert frames[1] == frames[5]
    wanted = plain(documents, repos, dropped)
    assert sum(map(len, wanted.values())) > 20
    by_id = {one["document_id"]: one for one in frames[1].to_pylist()}
    assert [*by_id] == sorted(wanted)
    for one in documents:
        row = by_id[one["document_id"]]
        assert row["masks"] == wanted[one["document_id"]]
        is_context = len(row["masks"]) == len(one["spans"])
        assert row["rule"] == ({"a": "near_duplicate", "e": "exact_duplicate"}.get(one["repo"]) or (
            "context_only" if is_context else None))
        assert row["fate"] == ("dropped" if row["rule"] else "trained")
        assert (row["survivor"] is None) == (one["repo"] not in dropped)
    assert {row["rule"] for row in by_id.values()} == {None, "context_only", "near_duplicate", "exact_duplicate"}


def test_masks_of_several_sources_are_merged_and_those_of_dropped_repositories_left_out(spark):
    documents = [document(1, "a", ("p", "p"), ("q", "q")), document(2, "b", ("p", "p"))]
    found = [duplicate("b", "a", "contained", 0.3)]
    first = [{"document_id": "01", "start": 0, "end": 13, "rule": "duplicate_file", "of": "c:p"}]
    second = [{"document_id": name, "start": 5, "end": 20, "rule": "contaminated", "of": "item"}
              for name in ("01", "02")]
    made = membership(frame(spark, "documents", documents), frame(spark, "duplicates", found),
                      [frame(spark, "masks", first), frame(spark, "masks", second)])
    rows = made.toArrow().cast(CORPUS.arrow).to_pylist()
    assert [(row["fate"], row["rule"], row["survivor"], row["similarity"]) for row in rows] == [
        ("trained", None, None, None), ("dropped", "contained_duplicate", "a", 0.3)]
    assert rows[0]["masks"] == [{"start": 0, "end": 13, "rule": "duplicate_file", "of": "c:p"},
                                {"start": 13, "end": 20, "rule": "contaminated", "of": "item"}]
    assert rows[1]["masks"] == []


def test_without_masks(spark):
    documents = [document(1, "a", ("p", "p")), document(2, "b", ("p", "p"))]
    rows = membership(frame(spark, "documents", documents), frame(spark, "duplicates", [])).toArrow().cast(CORPUS.arrow)
    assert [(row["fate"], row["masks"]) for row in rows.to_pylist()] == [("trained", [])] * 2
