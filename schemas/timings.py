"""timings: what curation of each repository cost, and when it was read. The only table that differs from run to run."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

TIMINGS = Table(
    "timings",
    "One row per repository: wall-clock cost of its curation. Not part of the corpus' content.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("files", pa.int64(), "input files"),
        Column("bytes", pa.int64(), "input bytes"),
        Column("paths", pa.int64(), "sum of a number for the path of each input file, for checking the ledger"),
        Column("seconds", pa.float64(), "seconds from its first row read to its last row written"),
        Column("parse_seconds", pa.float64(), "seconds of these spent waiting for the parser"),
        Column("stamp", pa.string(), "what its source was recognised by when it was read, as in `sources`; null "
               "when not listed", nullable=True),
        KEY,
    ),
)
