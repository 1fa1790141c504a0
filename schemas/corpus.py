"""corpus: the membership list of a version."""

import pyarrow as pa

from schemas.table import Column, Table

MASK = pa.struct(
    [
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("of", pa.string(), nullable=False),
    ]
)

CORPUS = Table(
    "corpus",
    "One row per document: whether this version of the corpus trains on it, and if not, why.",
    (
        Column("document_id", pa.string(), "document"),
        Column("repo", pa.string(), "repository name"),
        Column("fate", pa.string(), "`trained` or `dropped`"),
        Column("rule", pa.string(), "`exact_duplicate` or `near_duplicate`; null when trained", nullable=True),
        Column("survivor", pa.string(), "repository kept in its place; null when trained", nullable=True),
        Column("similarity", pa.float64(), "Jaccard similarity to the survivor; null when trained", nullable=True),
        Column("masks", pa.list_(pa.field("element", MASK, nullable=False)),
               "bytes of a trained document's text that are context only, so that no loss counts them: ranges from "
               "start up to end, ascending, none overlapping, each with its rule (a key of pipeline.fates.MASK_RULES) "
               "and of what it is (`duplicate_file`: repo:path of the file that is trained on in its place)"),
    ),
)
