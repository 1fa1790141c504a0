"""The memory bench, small: a worker holds neither the texts nor the trees of a repository."""

import pytest

from bench.bench_memory import measure


@pytest.mark.slow
def test_the_memory_of_a_worker_is_bounded():
    """With libraries, batches and the 64 MiB that may wait in memory; 500 MiB take 150 more (bench.bench_memory)."""
    worker, parser, files, _ = measure(64)
    assert files > 1000
    assert worker < 680
    assert parser < 400
