"""repos: one row per repository, with its figures and its signature."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

REPOS = Table(
    "repos",
    "One row per repository: figures of its curation, and what deduplication needs instead of its text.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("source", pa.string(), "kind and location it was read from"),
        Column("domain", pa.string(), "`code`, or the domain of the text that the row stands for"),
        Column("commit", pa.string(), "commit id or release version; null when unknown", nullable=True),
        Column("stars", pa.int64(), "stars when it was read, `sources` has those of the version; null when not known",
               nullable=True),
        Column("forks", pa.int64(), "forks when it was read, `sources` has those of the version; null when not known",
               nullable=True),
        Column("last_commit", pa.int64(), "time of the last commit, in seconds since 1970-01-01 UTC; null when not "
               "known", nullable=True),
        Column("licence", pa.string(), "SPDX expression of the repository's top licence file; null when none",
               nullable=True),
        Column("language", pa.string(), "language with most kept bytes; null when nothing was kept", nullable=True),
        Column("quality", pa.float64(), "mean quality of the kept files by their bytes; null when none has a score",
               nullable=True),
        Column("files", pa.int64(), "input files"),
        Column("bytes", pa.int64(), "bytes of the input files whose size is known"),
        Column("kept_files", pa.int64(), "files in documents"),
        Column("kept_bytes", pa.int64(), "UTF-8 bytes of text of the kept files"),
        Column("documents", pa.int64(), "documents written"),
        Column("edges", pa.int64(), "resolved dependencies between kept files"),
        Column("components", pa.int64(), "weakly connected components of the graph"),
        Column("largest_component", pa.int64(), "files in the largest component"),
        Column("cycles", pa.int64(), "strongly connected components of more than one file"),
        Column("cut_edges", pa.int64(), "dependencies whose two files ended in different documents"),
        Column("cuts", pa.list_(pa.field("element", pa.string(), nullable=False)), "paths with which a new piece of a "
               "repository begins that was too large for one graph (graph.max_bytes of the run file); empty when it "
               "is whole"),
        Column("lost_edges", pa.int64(), "dependencies of kept files on kept files of other pieces (`cuts`): no order "
               "follows them, and `edges` does not have them; those by the names that files declare are not counted"),
        Column("near_window", pa.int64(), "dependencies whose two files lie within one token window in window order"),
        Column("near_deepseek", pa.int64(), "the same in deepseek order"),
        Column("near_random", pa.int64(), "the same with the files of every component in seeded random order"),
        Column("content_hash", pa.string(), "hex SHA-256 over the sorted hashes of the kept texts: equal for exact "
               "duplicates; null when nothing was kept", nullable=True),
        Column("shingles", pa.int64(), "different shingles, exact up to the sketch size, estimated above"),
        Column("signature", pa.binary(), "MinHash values, little-endian uint32, one per permutation; null when the "
               "repository has too few shingles to be compared", nullable=True),
        Column("sketch", pa.binary(), "smallest shingle hashes, ascending little-endian uint64; null as signature",
               nullable=True),
        KEY,
    ),
)
