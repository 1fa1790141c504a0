"""One script per tool that bench_dedup.py measures: documents in, the number of those it keeps on standard output."""
