"""training_documents: what a trainer reads."""

import pyarrow as pa

from schemas.table import BLOCKS, RANGE, Column, Table

TRAINING_SPAN = pa.struct(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("licence", pa.string()),
        pa.field("header", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("trained", pa.bool_(), nullable=False),
    ]
)

TRAINING_DOCUMENTS = Table(
    "training_documents",
    "The trained documents of a version in shuffled order, in files of many small row groups.",
    (
        Column("document_id", pa.string(), "document"),
        Column("repo", pa.string(), "repository name"),
        Column("domain", pa.string(), "part of the training mix the document belongs to, e.g. code"),
        Column("weight", pa.float64(), "relative sampling weight inside the domain"),
        Column("language", pa.string(), "language with most bytes"),
        Column("text", pa.string(), "the document"),
        Column("spans", pa.list_(pa.field("element", TRAINING_SPAN, nullable=False)),
               "its files: path, language, licence, byte offsets of path comment, start and end, and whether the loss "
               "counts them (trained) or they are context only, which is when masks cover all of them"),
        Column("masks", pa.list_(pa.field("element", RANGE, nullable=False)),
               "bytes of text that are context only, so that no loss counts them: ranges from start up to end, "
               "ascending, no two touching"),
        BLOCKS,
    ),
)
