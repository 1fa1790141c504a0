"""edges: resolved dependencies between files of a repository."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

EDGES = Table(
    "edges",
    "One row per pair of kept files of a repository of which the first depends on the second, by a kind of dependency "
    "that is in the graph (graph.kinds of the run file).",
    (
        Column("repo", pa.string(), "repository name"),
        Column("src", pa.string(), "path of the file that depends"),
        Column("dst", pa.string(), "path of the file it depends on"),
        Column("kind", pa.string(), "kind of dependency: import, type-only, global-import, same-package, qualified, "
               "header, test or docs; of several the first of these"),
        Column("line", pa.int32(), "line of src, from 1, that the dependency was read from; 0 where the names of "
               "the two files tell it"),
        KEY,
    ),
)
