"""Reads corpora for comparison, and makes a small one."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.folder import STAGES, CorpusFolder
from pipeline.reading import read_rows
from pipeline.tables import TableWriters
from schemas import FILES, REPOS

# Timings differ from run to run.
CONTENT = sorted({table for tables in STAGES.values() for table in tables} - {"timings", "raw_files"})


def rows(corpus: Path, table: str) -> list[dict]:
    """Rows of a table of the last version in the order of its files."""
    return list(read_rows(corpus, table))


def sorted_rows(corpus: Path, table: str) -> list[dict]:
    """Rows of a table in an order of their own; not which files hold them, and by what they are recognised."""
    left_out = {"part", "stamp"} if table == "sources" else set()
    return sorted(({name: value for name, value in row.items() if name not in left_out} for row in rows(corpus, table)),
                  key=repr)


def digests(corpus: Path, *tables: str) -> dict[str, str]:
    """SHA-256 of every file of some tables of the last version, by path."""
    return {str(path.relative_to(corpus)): sha256(path.read_bytes()).hexdigest()
            for table in tables for path in CorpusFolder(corpus).table(table)}


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(draft: Draft, stage: str, rows: Iterable[tuple[str, dict]], name: str = "part-1") -> None:
    """Put rows of some tables into a draft as one task of a stage would."""
    with TableWriters(draft.staging, name, Output()) as writers:
        for table, row in rows:
            writers.add(table, row)
        parts = writers.close()
    draft.put(stage, parts, {"note": stage})


def make_corpus(root: Path, *stages: str) -> CorpusFolder:
    """A small corpus of empty and nearly empty tables, made without Spark; `stages` before the usual ones."""
    folder = CorpusFolder(root)
    row = dict.fromkeys(FILES.names) | {"repo": "r", "path": "big.py", "size": 1048577, "fate": "dropped",
                                        "domain": "code", "rule": "too_large", "value": 1048577.0,
                                        "threshold": 1048576.0, "key": "k"}
    repo = {"repo": "r", "source": "folder:r", "domain": "code", "key": "k"}
    repo = dict.fromkeys(REPOS.names, 0) | {"cuts": []} | repo | dict.fromkeys(
        ("commit", "licence", "language", "content_hash", "signature", "sketch"))
    source = {"repo": "r", "source": "folder:r", "stamp": None, "stars": None, "key": "k", "part": "part-1",
              "current": True}
    draft = Draft(folder)
    for stage in (*stages, "curate", "dedup", "export"):
        write(draft, stage, [("files", row), ("repos", repo), ("sources", source)] if stage == "curate" else [])
    draft.publish("build")
    return folder
