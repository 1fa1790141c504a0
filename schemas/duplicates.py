"""duplicates: repositories left out of the corpus because another one says the same."""

import pyarrow as pa

from schemas.table import Column, Table

DUPLICATES = Table(
    "duplicates",
    "One row per repository that belongs to a cluster of duplicates, the survivor included.",
    (
        Column("cluster", pa.string(), "name of the first repository of the cluster in survivor order"),
        Column("repo", pa.string(), "repository name"),
        Column("survivor", pa.string(), "repository kept in its place; itself when it is kept"),
        Column("kind", pa.string(), "`survivor`, `exact` (same texts) or `near` (MinHash candidate, verified)"),
        Column("similarity", pa.float64(), "Jaccard similarity to the survivor, 0 to 1"),
        Column("containment", pa.float64(), "share of the smaller of the two repositories found in the larger, 0 to 1"),
    ),
)
