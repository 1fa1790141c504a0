"""Which documents are in a version and which of their bytes are masked, beside the same said in plain Python."""

import random
from collections import Counter

import pyarrow as pa
import pytest

from pipeline.stages.duplicate_files import duplicate_files
from pipeline.stages.membership import membership
from schemas import CORPUS, DOCUMENTS, DUPLICATES, FILES, REPOS
from tests.pipeline.copies import DROPPED, OPTIONS, document, ledger, made, masks

pytestmark = pytest.mark.spark
TABLES = {
    "documents": pa.schema([DOCUMENTS.arrow.field(name) for name in ("document_id", "repo", "spans")]),
    "repos": pa.schema([REPOS.arrow.field(name) for name in ("repo", "stars", "content_hash")]),
    "duplicates": DUPLICATES.arrow,
    "files": FILES.arrow,
    "masks": pa.schema([("document_id", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("rule", pa.string()),
                        ("of", pa.string())]),
}


def frame(spark, table, rows, parts=4):
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema=TABLES[table])).repartition(parts)


def duplicate(repo, survivor, kind, similarity):
    return {"cluster": survivor, "repo": repo, "survivor": survivor, "kind": kind, "similarity": similarity,
            "containment": 1.0, "bands": []}


def repository(name, stars=None):
    return {"repo": name, "stars": stars, "content_hash": name}


@pytest.mark.parametrize(("threshold", "most", "parts"), [(None, 0, 5), (0.7, 10_000, 5), (0.7, 3, 1)])
def test_equal_and_similar_files_of_kept_repositories_are_trained_on_once(spark, threshold, most, parts):
    """Links between files on the driver or in rounds, in any partitions."""
    stars, documents, signatures = made(7)
    options = OPTIONS.model_copy(update={"file_threshold": threshold})
    found = [duplicate("a", "b", "near", 0.8), duplicate("b", "b", "survivor", 1.0), duplicate("e", "b", "exact", 1.0)]
    mixed = random.Random(parts).sample(documents, len(documents))
    four = [frame(spark, *one, parts) for one in (
        ("documents", mixed), ("repos", [repository(*one) for one in stars.items()]), ("duplicates", found),
        ("files", ledger(mixed, signatures)))]
    made_of = membership(four[0], four[2], [duplicate_files(*four, options, most)]).toArrow().cast(CORPUS.arrow)
    wanted = masks(stars, documents, signatures, options)
    rules = Counter(mask["rule"] for of in wanted.values() for mask in of)
    assert rules["duplicate_file"] > 20 and (rules["near_duplicate_file"] > 5) == (threshold is not None)
    by_id = {one["document_id"]: one for one in made_of.to_pylist()}
    assert [*by_id] == sorted(wanted)
    for one in documents:
        row = by_id[one["document_id"]]
        assert row["masks"] == wanted[one["document_id"]]
        is_context = len(row["masks"]) == len(one["spans"])
        assert row["rule"] == ({"a": "near_duplicate", "e": "exact_duplicate"}.get(one["repo"]) or (
            "context_only" if is_context else None))
        assert row["fate"] == ("dropped" if row["rule"] else "trained")
        assert (row["survivor"] is None) == (one["repo"] not in DROPPED)
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
