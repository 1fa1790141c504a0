"""This project without Spark, as a refresh does it: repositories are signed, and the local engine finds duplicates."""

import sys
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.config import Dedup, Output
from pipeline.draft import Draft
from pipeline.folder import CorpusFolder
from pipeline.local.duplicates import find_duplicates, ranks
from pipeline.minhash import RepositorySketch
from pipeline.tables import write_rows
from schemas import REPOS, SOURCES

options = Dedup(containment=None)
rows = []
for one in pq.read_table(sys.argv[1]).to_pylist():
    sketch = RepositorySketch(options)
    sketch.add(one["text"].encode())
    rows.append({"repo": one["id"], "source": "", "domain": "code", "kept_files": 1, "content_hash": one["id"],
                 "signature": sketch.signature, "sketch": sketch.sketch, "key": one["id"]})
draft = Draft(CorpusFolder(Path(sys.argv[2])))
sources = [dict.fromkeys(SOURCES.names) | {
    "repo": row["repo"], "source": "", "key": row["key"], "part": "part", "current": True} for row in rows]
numbers = [name for name in REPOS.names if REPOS.arrow.field(name).type in ("int32", "int64")]
parts = write_rows(REPOS, [dict.fromkeys(REPOS.names) | dict.fromkeys(numbers, 0) | row for row in rows],
                   draft.staging, "part", Output())
draft.put("curate", [*parts, *write_rows(SOURCES, sources, draft.staging, "part", Output())], {})
found = find_duplicates(draft, ranks(draft, options), options)
print(len(rows) - sum(repo != survivor for repo, survivor in zip(
    found["repo"].to_pylist(), found["survivor"].to_pylist(), strict=True)))
