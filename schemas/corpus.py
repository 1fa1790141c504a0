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
        Column("rule", pa.string(), "`exact_duplicate`, `near_duplicate` or `contained_duplicate` of the whole "
               "repository, or `context_only` when masks cover all of its files; null when trained", nullable=True),
        Column("survivor", pa.string(), "repository kept in its place; null when trained or context only",
               nullable=True),
        Column("similarity", pa.float64(), "Jaccard similarity to the survivor; null as survivor", nullable=True),
        Column("masks", pa.list_(pa.field("element", MASK, nullable=False)),
               "bytes of text, of a document of a kept repository, that are context only, so that no loss counts them: "
               "ranges from start up to end, ascending, none overlapping, each with its rule (a key of MASK_RULES in "
               "pipeline.fates) and of what it is (`duplicate_file`, `near_duplicate_file`: repo:path of the one "
               "that is trained on instead)"),
    ),
)
