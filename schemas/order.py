"""order: where every kept file stands."""

import pyarrow as pa

from schemas.table import Column, Table

ORDER = Table(
    "order",
    "One row per kept file: its document and its place in it. Written by `repomill graph`.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("path", pa.string(), "path in the repository"),
        Column("document", pa.int32(), "number of the document in its repository, from 0"),
        Column("position", pa.int32(), "place in the document, from 0"),
    ),
)
