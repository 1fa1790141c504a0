"""documents: files of a repository that depend on one another, in order, as one text."""

import pyarrow as pa

from schemas.table import BLOCKS, KEY, Column, Table

SPAN = pa.struct(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("licence", pa.string()),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("header", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
    ]
)

DOCUMENTS = Table(
    "documents",
    "One row per document: a connected component of a repository's dependency graph, or a part of a large one. README "
    "and build files of the root come first in the largest (order.front of the run file).",
    (
        Column("document_id", pa.string(), "first 32 hex digits of the SHA-256 of repository name and text"),
        Column("repo", pa.string(), "repository name"),
        Column("commit", pa.string(), "commit id or release version; null when unknown", nullable=True),
        Column("domain", pa.string(), "part of the training mix: `code`, or `docs` where every file of its component "
               "is Markdown or reStructuredText, or the domain of a text"),
        Column("component", pa.int32(), "number of the component in its repository, from 0, largest first"),
        Column("part", pa.int32(), "number of this part of the component, from 0"),
        Column("parts", pa.int32(), "parts the component was cut into; 1 when whole"),
        Column("cut_edges", pa.int32(), "dependencies of this component whose two files are in different parts"),
        Column("order", pa.string(), "order of the files: `window` or `deepseek`"),
        Column("language", pa.string(), "language with most bytes"),
        Column("bytes", pa.int64(), "UTF-8 bytes of text"),
        Column("text", pa.string(), "every file after a comment line with its path"),
        Column("text_sha256", pa.string(), "hex SHA-256 of text"),
        Column("spans", pa.list_(pa.field("element", SPAN, nullable=False)),
               "the files in order: path, language, licence, SHA-256 of the file's text, and byte offsets into text of "
               "its path comment (header), its first byte (start) and the byte after its last (end)"),
        BLOCKS,
        KEY,
    ),
)
