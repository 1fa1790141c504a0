"""contamination: where files hold text of benchmark items."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

CONTAMINATION = Table(
    "contamination",
    "One row per place of a file that says what a benchmark item says. Such files are dropped as `contaminated`, or "
    "stay in their documents and have these lines masked (schemas.corpus).",
    (
        Column("repo", pa.string(), "repository name"),
        Column("path", pa.string(), "path in the repository"),
        Column("benchmark", pa.string(), "name of the benchmark"),
        Column("item", pa.string(), "id of the item in its benchmark"),
        Column("field", pa.string(), "field of the item whose text was found"),
        Column("method", pa.string(), "`words` (in a row), `whole` (all of a short text), `structure` (code with other "
               "names), `file` (one that the item's solution or tests are in) or `repository` (any other of it)"),
        Column("start", pa.int64(), "first byte of the place in the file's UTF-8 text"),
        Column("end", pa.int64(), "byte after its last"),
        Column("masked_start", pa.int64(), "first byte of the lines that are masked for it; null when the file is "
               "dropped", nullable=True),
        Column("masked_end", pa.int64(), "byte after their last; null when the file is dropped", nullable=True),
        KEY,
    ),
)
