"""contamination: where files hold text of benchmark items."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

CONTAMINATION = Table(
    "contamination",
    "One row per place of a file that says what a benchmark item says; such files are dropped as `contaminated`.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("path", pa.string(), "path in the repository"),
        Column("benchmark", pa.string(), "name of the benchmark"),
        Column("item", pa.string(), "id of the item in its benchmark"),
        Column("field", pa.string(), "field of the item whose text was found"),
        Column("method", pa.string(), "`words` (10 words in a row), `whole` (all of a short text) or `structure` (code "
               "with other names)"),
        Column("start", pa.int64(), "first byte of the place in the file's UTF-8 text"),
        Column("end", pa.int64(), "byte after its last"),
        KEY,
    ),
)
