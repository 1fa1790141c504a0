"""raw_files: what a dump holds, one row per file, rows of a repository next to each other."""

import pyarrow as pa

from schemas.table import Column, Table

RAW_FILES = Table(
    "raw_files",
    "One row per file of every repository of the dump; the rows of a repository follow one another.",
    (
        Column("repo", pa.string(), "repository name, unique in a run"),
        Column("source", pa.string(), "kind and location the repository was read from, e.g. git:src/flask"),
        Column("domain", pa.string(), "`code` for repositories, else the domain of the text (input.texts)"),
        Column("commit", pa.string(), "commit id or release version; null when the source has none", nullable=True),
        Column("stars", pa.int64(), "stars of the repository; null when not known", nullable=True),
        Column("forks", pa.int64(), "forks; null when not known", nullable=True),
        Column("last_commit", pa.int64(), "time of the last commit, in seconds since 1970-01-01 UTC; null when not "
               "known", nullable=True),
        Column("stamp", pa.string(), "what its source was recognised by without being read; null when it was not "
               "listed, or that cannot be told", nullable=True),
        Column("path", pa.string(), "path in the repository with / between parts; bytes that are not UTF-8 and "
               "control characters are written as \\xNN; empty for a row that stands for the whole source"),
        Column("size", pa.int64(), "bytes of the file in the source, -1 when the source does not say"),
        Column("sha256", pa.string(), "hex SHA-256 of the file's bytes; null when it was not read", nullable=True),
        Column("encoding", pa.string(), "encoding the text was in; null when there is no text", nullable=True),
        Column("text", pa.string(), "the file as UTF-8 without byte order mark; null when `problem` says why",
               nullable=True),
        Column("problem", pa.string(), "why there is no text: one of pipeline.fates.PROBLEMS; null when there is",
               nullable=True),
        Column("detail", pa.string(), "the problem in words; null when there is nothing to add", nullable=True),
        Column("licence", pa.string(), "SPDX expression that the source states beside the file; null when none",
               nullable=True),
        Column("language", pa.string(), "natural language that the source states for a text; null when none",
               nullable=True),
    ),
)
