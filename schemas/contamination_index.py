"""contamination_index: hashes of benchmark items. Holds no text of a benchmark."""

import pyarrow as pa

from schemas.table import Column, Table

CONTAMINATION_INDEX = Table(
    "contamination_index",
    "One row per hash that must not occur in training text. Written by jobs/build_contamination_index.py.",
    (
        Column("method", pa.string(), "`words` (10 words in a row), `whole` (all words of a short text), `structure` "
               "(24 tokens of code with names as distances); of items from a repository its name (`repository`), name "
               "without owner (`package`), a file with solution or tests (`file`), an older commit (`before`)"),
        Column("length", pa.int32(), "tokens that the hash covers"),
        Column("hash", pa.uint64(), "hash, see pipeline.decontamination.tokens and repositories"),
        Column("run", pa.int32(), "hashes of the item that stand in a row here: where fewer do than are asked for, all "
               "of them are enough"),
        Column("sieve", pa.uint64(), "hash of a cheaper test that must hold first: the first 3 words (`whole`), the "
               "tokens with all names taken for one (`structure`); of a `package` the repository's hash; else null",
               nullable=True),
        Column("exact", pa.uint64(), "hash of the bytes from first to last word without white space and brackets; "
               "null unless the method is `whole`", nullable=True),
        Column("benchmark", pa.string(), "name of the benchmark"),
        Column("item", pa.string(), "id of the item in its benchmark"),
        Column("field", pa.string(), "field of the item that the text stands in"),
    ),
)
