"""Reads corpora for comparison."""

from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.folder import STAGES
from schemas import TABLES

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
