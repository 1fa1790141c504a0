"""files: the ledger, one row per input file with exactly one fate."""

import pyarrow as pa

from schemas.table import Column, Table

REDACTED = pa.struct([
    pa.field("kind", pa.string(), nullable=False),  # one of pipeline.privacy.kinds()
    pa.field("places", pa.int32(), nullable=False),
])

FILES = Table(
    "files",
    "The ledger: every row of raw_files once, with the fate that curation gave it.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("path", pa.string(), "path in the repository, as in raw_files"),
        Column("size", pa.int64(), "bytes in the source, -1 when unknown"),
        Column("sha256", pa.string(), "hex SHA-256 of the source bytes; null when not read", nullable=True),
        Column("encoding", pa.string(), "encoding of the source; null when there is no text", nullable=True),
        Column("language", pa.string(), "language, one of the 89 names; null when none of them", nullable=True),
        Column("domain", pa.string(), "domain of the document that holds the file; of a dropped file `docs` when its "
               "language is one of prose, else `code`"),
        Column("licence", pa.string(), "SPDX expression that covers the file; null when none was found, "
               "and when another rule than one of licences dropped it", nullable=True),
        Column("fate", pa.string(), "`kept` (in a document) or `dropped` (by `rule`)"),
        Column("rule", pa.string(), "rule that dropped the file; null when kept", nullable=True),
        Column("value", pa.float64(), "what the rule measured; null when it measures nothing", nullable=True),
        Column("threshold", pa.float64(), "limit the value was held against; null when there is none", nullable=True),
        Column("detail", pa.string(), "the finding in words; null when there is nothing to add", nullable=True),
        Column("lines", pa.int32(), "lines of text; null when there is no text", nullable=True),
        Column("parse", pa.string(), "parser outcome, one of pipeline.parsing.STATUSES; null when not parsed",
               nullable=True),
        Column("error_share", pa.float64(), "share of the file's bytes under syntax error nodes, 0 to 1; null when "
               "no grammar read it", nullable=True),
        Column("imports", pa.int32(), "import statements read; null when nothing was read", nullable=True),
        Column("imports_resolved", pa.int32(), "import statements that led to a file of the repository; null when "
               "nothing was read", nullable=True),
        Column("redacted", pa.list_(pa.field("element", REDACTED, nullable=False)), "places in its text where a secret "
               "or personal data was replaced, by kind; null when dropped or not looked for", nullable=True),
        Column("document_id", pa.string(), "document that holds the file; null when dropped", nullable=True),
        Column("position", pa.int32(), "place of the file in its document from 0; null when dropped", nullable=True),
    ),
)
