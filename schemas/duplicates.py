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
        Column("kind", pa.string(), "`survivor`; `exact` (same texts); `near` (similarity over the threshold) or "
               "`contained` (most of it is found in the survivor), both verified"),
        Column("similarity", pa.float64(), "Jaccard similarity to the survivor, 0 to 1"),
        Column("containment", pa.float64(), "share of the smaller of the two repositories found in the larger, 0 to 1"),
        Column("bands", pa.list_(pa.field("element", pa.int32(), nullable=False)), "numbers of the LSH bands in which "
               "the pair met, ascending; empty for survivor, exact, and contained ones that met otherwise"),
    ),
)
