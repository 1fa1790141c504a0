"""Reads corpora for comparison, and makes a small one."""

from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.config import Output
from pipeline.folder import STAGES, CorpusFolder
from pipeline.tables import TableWriters
from schemas import FILES, REPOS, TABLES

# Timings differ from run to run.
CONTENT = sorted({table for tables in STAGES.values() for table in tables} - {"timings", "raw_files"})


def rows(corpus: Path, table: str) -> list[dict]:
    """Rows of a table in the order of its files."""
    found = []
    for path in sorted((corpus / table).glob("*.parquet")):
        found += pq.read_table(path, schema=TABLES[table].arrow).to_pylist()
    return found


def sorted_rows(corpus: Path, table: str) -> list[dict]:
    """Rows of a table in an order of their own."""
    return sorted(rows(corpus, table), key=repr)


def digests(corpus: Path, *tables: str) -> dict[str, str]:
    """SHA-256 of every file of some tables, by path."""
    return {str(path.relative_to(corpus)): sha256(path.read_bytes()).hexdigest()
            for table in tables for path in sorted((corpus / table).iterdir())}


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def make_corpus(root: Path, *stages: str) -> CorpusFolder:
    """A small corpus of empty and nearly empty tables, made without Spark; `stages` before the usual ones."""
    folder = CorpusFolder(root)
    row = dict.fromkeys(FILES.names) | {"repo": "r", "path": "big.py", "size": 1048577, "fate": "dropped",
                                        "domain": "code", "rule": "too_large", "value": 1048577.0,
                                        "threshold": 1048576.0}
    repo = dict.fromkeys(REPOS.names, 0) | {"repo": "r", "source": "folder:r", "domain": "code"} | dict.fromkeys(
        ("commit", "licence", "language", "content_hash", "signature", "sketch"))
    content = {"curate": [("files", row), ("repos", repo)]}
    for stage in (*stages, "curate", "dedup", "export"):
        staging = folder.start(stage, overwrite=False)
        with TableWriters(staging, "part-1", Output()) as writers:
            for table, values in content.get(stage, []):
                writers.add(table, values)
            parts = writers.close()
        folder.commit(stage, parts, {})
    return folder
