"""corpus: the membership list of a version."""

import pyarrow as pa

from schemas.table import Column, Table

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
    ),
)
