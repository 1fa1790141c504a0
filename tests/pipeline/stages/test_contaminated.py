"""Masks of leaks, beside the same made in plain Python."""

import pyarrow as pa
import pytest

from pipeline.stages.contaminated import contaminated_lines
from pipeline.stages.membership import membership
from schemas import CONTAMINATION, CORPUS, DOCUMENTS, DUPLICATES

pytestmark = pytest.mark.spark
COLUMNS = ("document_id", "repo", "spans")


def span(path, start, end):
    return {"path": path, "language": "python", "licence": None, "sha256": "", "header": start - 5, "start": start,
            "end": end}


def hit(repo, path, item, start, end):
    return dict.fromkeys(CONTAMINATION.names, "") | {
        "repo": repo, "path": path, "benchmark": "b", "item": item, "start": 0, "end": 1, "masked_start": start,
        "masked_end": end}


def test_lines_become_masks_of_their_documents(spark):
    documents = pa.Table.from_pylist([
        {"document_id": "1", "repo": "a", "spans": [span("x", 10, 100), span("y", 110, 200)]},
        {"document_id": "2", "repo": "a", "spans": [span("z", 10, 100)]},
        {"document_id": "3", "repo": "b", "spans": [span("x", 20, 100)]},
        {"document_id": "4", "repo": "c", "spans": [span("x", 20, 100)]},
    ], schema=pa.schema([DOCUMENTS.arrow.field(name) for name in COLUMNS]))
    hits = pa.Table.from_pylist([
        hit("a", "x", "1", 0, 90), hit("a", "y", "2", 5, 20), hit("a", "y", "3", 15, 30), hit("a", "y", "3", 15, 30),
        hit("b", "x", "1", 0, 10), hit("a", "nowhere", "1", 0, 10), hit("a", "z", "1", None, None),
        hit("c", "x", "1", 0, 10),
    ], schema=CONTAMINATION.arrow)
    copies = pa.Table.from_pylist([
        {"cluster": "b", "repo": repo, "survivor": "b", "kind": kind, "similarity": 1.0, "containment": 1.0,
         "bands": []}
        for repo, kind in (("b", "survivor"), ("c", "exact"))], schema=DUPLICATES.arrow)
    frames = [spark.createDataFrame(table) for table in (documents, copies)]
    masks = contaminated_lines(frames[0], spark.createDataFrame(hits))
    found = membership(*frames, [masks]).toArrow().cast(CORPUS.arrow).to_pylist()
    assert {row["document_id"]: [tuple(mask.values()) for mask in row["masks"]] for row in found} == {
        "1": [(10, 100, "contaminated_lines", "b 1"), (115, 130, "contaminated_lines", "b 2"),
              (130, 140, "contaminated_lines", "b 3")],
        "2": [], "3": [(20, 30, "contaminated_lines", "b 1")],
        "4": [],  # of a repository that is dropped as a whole
    }
