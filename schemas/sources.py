"""sources: what a version of the corpus was made from."""

import pyarrow as pa

from schemas.table import Column, Table

SOURCES = Table(
    "sources",
    "One row per reading of a repository whose rows are in the tables. Rows of a version are those whose reading is "
    "current in it; the others are left from earlier versions.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("source", pa.string(), "kind and location it was read from"),
        Column("stamp", pa.string(), "what it is recognised by without being read: commit, or a hash of size and time "
               "of its files; null when it was not listed", nullable=True),
        Column("stars", pa.int64(), "stars of the repository when the version was made; null when not known",
               nullable=True),
        Column("forks", pa.int64(), "its forks then; null when not known", nullable=True),
        Column("key", pa.string(), "the reading, as in the tables' column of that name"),
        Column("part", pa.string(), "what the names of the files begin with that hold its rows"),
        Column("current", pa.bool_(), "whether this version holds it"),
    ),
)
